import type { RawFile, UnreadFile } from '../../model/state-file.js';
import type { GitObjects } from '../git/objects.js';
/** A content of a file, by its blob and where git has it. */
export interface GitContent {
    readonly blob: string;
    /** `index`, `HEAD` or the full id of a commit. */
    readonly revision: string;
    /** The absolute path that the file had there. */
    readonly path: string;
}
/**
 * Reads a content, or says why there is nothing to read. Nothing of more than `limit` bytes is held in memory; never throws for what the
 * repository holds.
 */
export declare function readContent(objects: GitObjects, { blob, revision, path }: GitContent, limit: number): Promise<RawFile | UnreadFile>;
