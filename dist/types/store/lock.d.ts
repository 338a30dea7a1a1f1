import { StatefixError } from '../model/errors.js';
import type { Staging, WriterSession } from './session.js';
/** The exclusive right to change one state file, among all who ask for it in this way. */
export interface HeldLock {
    readonly staging: Staging;
    /** True while nobody has broken it: asked for right before a commit. */
    isOurs(): boolean;
    /** Gives it back; harmless a second time. What cannot be removed is left to the end of the session. */
    release(): void;
}
/**
 * Takes the lock of a state file, given by its real path. Waits for a living holder up to `timeoutMs`; breaks the lock of one that is certainly dead at
 * once. Throws `STATE_LOCKED` when the time is over, `WRITE_FAILED` (`take lock`) where the files cannot be made, and the signal's reason where
 * that aborts the wait. Guards against those who lock in the same way only: not against programs that write without asking.
 */
export declare function acquireLock(session: WriterSession, path: string, timeoutMs: number): Promise<HeldLock>;
/**
 * Removes a lock or a claim of one instance, `lockId`, under the exclusive claim for that instance. Under the claim the file is read again: what no
 * longer is of that instance stays. A dead owner's staging directory is renamed away first: if it were only stalled, its commit would find nothing to
 * rename. False where another living process holds the claim.
 */
export declare function removeInstance(session: WriterSession, path: string, file: string, lockId: string, staging: Staging): boolean;
/** The error for a lock that somebody took over while we held it. */
export declare function lostLock(path: string): StatefixError;
