import type { BigIntStats, Dirent } from 'node:fs';
/**
 * Every file operation of the store, synchronous, so that a test can fail the k-th one and other systems' rules can be run here. Each throws what
 * `node:fs` throws (an `Error` with `code`, `syscall`). Paths are absolute.
 */
export interface FsOps {
    readonly platform: NodeJS.Platform;
    open(path: string, flags: number, mode?: number): number;
    close(fd: number): void;
    /** Reads at most `length` bytes at `position` (or at the descriptor's own, for `null`); returns the count. */
    read(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number;
    /** Writes at most `length` bytes; returns the count, which may be less. */
    write(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number;
    fsync(fd: number): void;
    fstat(fd: number): BigIntStats;
    stat(path: string): BigIntStats;
    lstat(path: string): BigIntStats;
    fchmod(fd: number, mode: number): void;
    fchown(fd: number, uid: number, gid: number): void;
    link(existing: string, path: string): void;
    rename(from: string, to: string): void;
    unlink(path: string): void;
    mkdir(path: string, mode: number): void;
    rmdir(path: string): void;
    readdir(path: string): Dirent[];
    realpath(path: string): string;
    readlink(path: string): string;
}
/** Open flags. Those that a system does not have are 0 there. `NONBLOCK`: a FIFO without a writer must not block for ever. */
export declare const READ_FLAGS: number;
/** For a name that a link must not stand at. */
export declare const NO_FOLLOW: number;
/** For a file that must be new: never follows a link, never takes over a file that somebody planted. */
export declare const CREATE_FLAGS: number;
/** For a file of ours that is written in place; `NONBLOCK` as above. */
export declare const RENEW_FLAGS: number;
export declare const DIRECTORY_FLAGS: number;
/** For files that grow, or are written in place: what stands there must be no link. */
export declare const APPEND_FLAGS: number;
export declare const OVERWRITE_FLAGS: number;
/** The real thing: `node:fs`, one call each. */
export declare const nodeFs: FsOps;
/**
 * Runs an operation again for as long as a signal interrupts it. For operations that POSIX lets fail with EINTR before they did anything (open, read,
 * write, fsync); never for close, whose descriptor is gone either way. Gives up after a hundred times, with the error.
 */
export declare function uninterrupted<Result>(act: () => Result): Result;
