/**
 * A new lockId: a UUID whose first 22 bits are those of the pid, so that a staging directory, which carries the first 32 bits in its name, can be
 * traced to its writer even where a kill left it no time to sign it.
 */
export declare function newLockId(pid: number): string;
export declare function stagingPath(directory: string, lockId: string): string;
/** The name to which a breaker renames a dead owner's staging directory. */
export declare function fencedPath(directory: string, owner: string, breaker: string): string;
/** The pid in the name of a staging directory, fenced or not; `undefined` for any other name. */
export declare function stagingPid(name: string): number | undefined;
/** The file in a staging directory that says whose it is. */
export declare const SIGNATURE = "lock";
export declare function lockPath(path: string): string;
/**
 * The claim under which one instance of a lock file is removed: `<file>.lock.rm.<lockId>`. A claim of a dead claimant is removed under a claim on that
 * claim, `….rm.<8 hex of its lockId>`; never under one of the name that it has itself, as it would be where an owner died in the middle of its release.
 */
export declare function claimPath(lockFile: string, lockId: string): string;
export declare function waiterPath(path: string, lockId: string): string;
/** Where the readers of a file that must not change meanwhile are registered, each in a file of its own. */
export declare function readersPath(path: string): string;
export declare function readerPath(path: string, lockId: string): string;
/** The name of the file whose readers a directory of that name is for; `undefined` for any other name. */
export declare function readReadersName(name: string): string | undefined;
/** What a name says of a claim or a waiter: the name of its state file, and which of the two it is. */
export declare function readLockSideName(name: string): {
    readonly file: string;
    readonly kind: 'rm' | 'wait';
} | undefined;
/** A temp file of `writeAtomic`: realm and pid of its writer are in the name, since nothing else tells them. */
export declare function newTempPath(target: string, realm: string, pid: number): string;
export declare function readTempName(name: string): {
    readonly realm: string;
    readonly pid: number;
} | undefined;
export declare function bakPath(path: string): string;
/** `<file>.corrupt-20261121T043500Z`; with `-2`, `-3` … where that is taken. */
export declare function corruptPath(path: string, now: Date, attempt: number): string;
export declare function isCorruptName(name: string, path: string): boolean;
/** The checksum file of a kind that keeps one beside its files. */
export declare function sidecarPath(path: string): string;
/** The name of the file that a checksum file is for; `undefined` where the name is not that of a checksum file. */
export declare function sidecarTarget(name: string): string | undefined;
