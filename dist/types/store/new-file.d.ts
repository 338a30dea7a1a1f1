import { type FsOps } from './fs-ops.js';
/** A file to be made beside its target. */
export interface NewFile {
    readonly path: string;
    readonly bytes: Uint8Array;
    readonly mode: number;
    /** The owner that it must have; `undefined` for whoever writes it. */
    readonly owner: Owner | undefined;
    /** The file that it is made for, which errors name. */
    readonly target: string;
}
export interface Owner {
    readonly uid: number;
    readonly gid: number;
}
/**
 * Makes a file that did not exist, complete and on the disk (fsync of the file; its name is durable only once its directory is synced, too). It has
 * its final owner and mode before it has any content. Throws `WRITE_FAILED` with the step, or `OWNERSHIP`; then it took the file away again.
 */
export declare function writeNewFile(fs: FsOps, file: NewFile): void;
/** A write may take less than it was given, and says so by its count alone. */
export declare function writeAll(fs: FsOps, fd: number, bytes: Uint8Array): void;
