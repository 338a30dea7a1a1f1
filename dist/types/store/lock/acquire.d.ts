import type { Staging, WriterSession } from '../session.js';
/** The exclusive right to change one state file, among all who ask for it in this way. */
export interface HeldLock {
    readonly staging: Staging;
    /** True while nobody has broken it: asked for right before a commit. */
    isOurs(): boolean;
    /** Gives it back; harmless a second time. What cannot be removed is left to the end of the session. */
    release(): void;
}
/** How long, and how, a lock is waited for; times in milliseconds. */
export interface LockWait {
    readonly timeout: number;
    /** A lock that nobody renewed for so long is broken, where its host cannot be asked. */
    readonly stale: number;
    /** A waiter looks again after this long, more or less; 100 where it is not said. */
    readonly retry?: number;
    /** An aborted signal does not end the wait: for what belongs to a commit that has begun. */
    readonly isUninterruptible?: true;
}
/**
 * Takes the lock of a state file, given by its real path, and waits until nobody reads the file under a shared lock. Waits for a living holder up to
 * `timeout`; breaks the lock of one that is certainly dead at once, and of one that cannot be asked once it was not renewed for `stale` of this very wait.
 * Throws `STATE_LOCKED` when the time is over, `WRITE_FAILED` (`take lock`) where the files cannot be made, and the signal's reason where
 * that aborts the wait. Guards against those who lock in the same way only: not against programs that write without asking.
 */
export declare function acquireLock(session: WriterSession, path: string, wait: LockWait): Promise<HeldLock>;
/** As `acquireLock`, but does not wait for those who read: for who comes to read as well. It keeps writers out, and other newcomers. */
export declare function acquireBesideReaders(session: WriterSession, path: string, wait: LockWait): Promise<HeldLock>;
