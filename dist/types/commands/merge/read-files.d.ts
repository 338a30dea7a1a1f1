import type { RawFile } from '../../model/state-file.js';
import type { FsOps } from '../../store/fs-ops.js';
import type { MergedFiles } from './options.js';
/** The three as they were read. */
export interface ThreeFiles {
    /** `undefined` where the two sides have no ancestor in common. */
    readonly base: RawFile | undefined;
    readonly ours: RawFile;
    readonly theirs: RawFile;
}
/** Reads the three files. Throws `WRITE_FAILED` (`read`) for one that cannot be read: there is nothing to merge then. */
export declare function readFiles(fs: FsOps, files: MergedFiles): ThreeFiles;
