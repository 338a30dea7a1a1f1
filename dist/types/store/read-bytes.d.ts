import type { BigIntStats } from 'node:fs';
import type { FileStat } from '../model/state-file.js';
import { type FsOps } from './fs-ops.js';
/** What stands at a path, as far as it can be read as a regular file. */
export type BytesAtPath = {
    readonly kind: 'bytes';
    readonly bytes: Uint8Array;
    readonly stat: FileStat;
} | {
    readonly kind: 'absent';
} | {
    readonly kind: 'too-large';
    readonly size: number;
    readonly stat: FileStat;
}
/** `reason` is a clause; `isIoError` is true where the operating system refused. */
 | {
    readonly kind: 'unreadable';
    readonly reason: string;
    readonly errno: string | undefined;
    readonly isIoError: boolean;
};
/** What becomes of a link at the path itself. Those among its directories are followed either way. */
export type Links = 'followed' | 'refused';
/**
 * The bytes of a regular file of at most `limit` bytes: one open, fstat, read and close. Never blocks on a FIFO, never reads what is too large. The bytes are what one pass over the file gave: of a file that another program writes in place meanwhile, they may be a mixture.
 */
export declare function readBytes(fs: FsOps, path: string, limit: number, links?: Links): BytesAtPath;
/** Nothing was written through the descriptor, so that nothing can be lost by a close that fails. */
export declare function closeRead(fs: FsOps, fd: number): void;
/** The facts of a state file among those that the operating system gives. */
export declare function statOf(stats: BigIntStats): FileStat;
/** The kind of a file system object, with its article. */
export declare function whatIs(stats: BigIntStats): string;
