import type { FsOps } from '../fs-ops.js';
import type { Staging, WriterSession } from '../session.js';
import type { ProcessFacts } from './holder.js';
import { type LockRecord } from './record.js';
/** For those who look at the lock: nothing depends on it, so a wait goes on without. */
export declare function registerWaiter(session: WriterSession, path: string, staging: Staging): string | undefined;
/** Who waits for the lock of that file, as far as the directory can be listed; nobody who is certainly dead. */
export declare function waitersOf(fs: FsOps, path: string, self: ProcessFacts): readonly LockRecord[];
