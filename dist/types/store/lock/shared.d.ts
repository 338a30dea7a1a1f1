import type { WriterSession } from '../session.js';
import { type LockWait } from './acquire.js';
/**
 * Runs `read` while nobody changes the file, given by its real path: as many readers as like at once, and no writer. The registration is made under the
 * lock of the file, which is held for that instant alone, so that a writer who waits is not overtaken by ever new readers. `read` must not change the
 * file itself: it would wait for its own end.
 *
 * Throws what `acquireLock` throws, what `read` throws, and `STATE_CHANGED` where somebody took the registration for that of a dead process meanwhile.
 */
export declare function readShared<Result>(session: WriterSession, path: string, wait: LockWait, read: () => Result | Promise<Result>): Promise<Result>;
