import type { FsOps } from './fs-ops.js';
import { Heartbeat } from './lock/heartbeat.js';
import { type ProcessFacts } from './lock/holder.js';
import type { StoreLog } from './log.js';
export interface SessionOptions {
    readonly fs: FsOps;
    readonly log: StoreLog;
    /** Aborts a wait for a lock; a replace that has begun is finished. */
    readonly signal: AbortSignal;
    readonly now: () => Date;
    /** Name and version of the program, as lock files show it. */
    readonly tool: string;
    /** What the run does, as lock files show it: `migrate`. */
    readonly operation: string;
}
/** The staging directory of one run in one parent directory, and the private file in it whose links are the run's locks there. */
export interface Staging {
    readonly directory: string;
    readonly path: string;
    readonly signature: string;
    readonly lockId: string;
    readonly record: Uint8Array;
}
/** Something that must be given back before the run ends. */
export interface Release {
    release(): void;
}
/**
 * One run that writes: its identity, its staging directories, and all that it must not leave behind. `close` takes everything away, synchronously, so
 * that an entry point can call it from an `exit` listener; calling it again is harmless. What cannot be removed even then is told to the log, and the
 * next writer in that directory removes it.
 */
export declare class WriterSession {
    #private;
    readonly fs: FsOps;
    readonly log: StoreLog;
    readonly signal: AbortSignal;
    readonly now: () => Date;
    readonly self: ProcessFacts;
    /** Names this run in the audit: the same for all of its changes. */
    readonly run: `${string}-${string}-${string}-${string}-${string}`;
    /** As in `SessionOptions`. */
    readonly tool: string;
    readonly operation: string;
    /** Keeps the lock files of the run fresh while it holds them. */
    readonly heartbeat: Heartbeat;
    /** Directories already looked through for traces of dead writers, with the staging directories there that could not go yet. */
    readonly swept: Map<string, readonly string[]>;
    constructor(options: SessionOptions);
    /** The staging directory for that real path, made where there is none yet. Throws `WRITE_FAILED` where it cannot be made. */
    stagingFor(path: string): Staging;
    /** Says that the run has locked that path under that lockId: the next lock of it is another instance. */
    markLocked(path: string, lockId: string): void;
    /** Says that a staging directory is gone (removed, or fenced by somebody who broke our lock): the run goes on under another lockId. */
    loseStaging(staging: Staging): void;
    /** Leaves a staging directory where it is, on purpose: what is in it still has to be put in place by the next changing command. */
    leaveStaging(staging: Staging): void;
    /** Says that a lock or a registration stands on the private file of that staging directory, until `vacate`. */
    occupy({ lockId }: Staging): void;
    /**
     * The end of it. Of a file that is locked again and again, as the audit is, only the first incarnation stays to serve others: the directories of ten
     * thousand would be in the way, and their names, of which a process has a thousand, would run out.
     */
    vacate({ lockId }: Staging): void;
    isOwnStaging(path: string): boolean;
    hold(release: Release): void;
    drop(release: Release): void;
    /** Takes note of a file whose removal failed with that errno: `close` tries again, in the same way. */
    removeLater(errno: string | undefined, path: string, remove?: () => string | undefined): void;
    close(): void;
}
/** Begins a run that writes. It touches nothing until the first lock. */
export declare function openWriterSession(options: SessionOptions): WriterSession;
