import type { FsOps } from '../fs-ops.js';
import type { Staging, WriterSession } from '../session.js';
import type { IsGone } from './claim.js';
import { type Placed } from './place.js';
import { type FoundLock } from './record.js';
/** A file by which a process says that it reads: `<file>.lock.read/<lockId>`. */
export interface Reader {
    readonly file: string;
    readonly found: FoundLock;
}
/**
 * Registers a reader; the caller holds the lock. The directory may vanish between our making it and the registration, since the last reader who leaves
 * removes it without a lock: then it is made again.
 */
export declare function registerReader(session: WriterSession, path: string, staging: Staging): Exclude<Placed, 'unsigned'>;
/** Takes a reader away, and the directory with the last one; gives the errno of what could not be removed. */
export declare function removeReader(fs: FsOps, path: string, file: string): string | undefined;
/** The readers of a file that may be alive. Those that are gone are taken away: their names are never used again, so that nobody else can be hit. */
export declare function clearReaders(fs: FsOps, directory: string, isGone: IsGone): readonly Reader[];
/** None where there is no directory of readers. Throws what else the operating system refuses: a reader that cannot be seen must not be passed over. */
export declare function readersOf(fs: FsOps, path: string): readonly Reader[];
