import type { FsOps } from '../fs-ops.js';
import type { BaseEntry } from './tree-listing.js';
/** The tree of a commit, seen as files. */
export interface TreeOfCommit {
    /** Absolute: where its top is taken to stand. */
    readonly root: string;
    readonly entries: ReadonlyMap<string, BaseEntry>;
    /** The contents that were read, by their ids. */
    readonly contents: ReadonlyMap<string, Uint8Array>;
}
/**
 * File operations on a commit that nobody checked out: what lists and reads directories works on it as on a disk. Nothing can be written (EROFS). A file
 * whose content was not read cannot be opened (EIO), links are not followed (ENOENT), and outside of the tree there is nothing.
 */
export declare function createTreeFs({ root, entries, contents }: TreeOfCommit, platform: NodeJS.Platform): FsOps;
