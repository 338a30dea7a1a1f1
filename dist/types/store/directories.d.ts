import { type FsOps } from './fs-ops.js';
import type { StoreLog } from './log.js';
/**
 * Makes the names in a directory durable. A directory that cannot be synced is reported to the log; on Windows, where none can, nothing is said. Throws
 * `WRITE_FAILED` (`sync directory`) where the device failed; `consequence` is what that means: after a rename that the new content is visible all the same.
 */
export declare function syncDirectory(fs: FsOps, path: string, log: StoreLog, consequence?: string): void;
/**
 * Makes a directory (0755, less the umask) and those above it that are missing. Gives the ones it made, outermost first, to be synced into their
 * parents, or to be taken away again. Throws `WRITE_FAILED` (`create directory`) after taking away what it made.
 */
export declare function ensureDirectory(fs: FsOps, path: string): readonly string[];
/** Makes what `ensureDirectory` made durable: each name in the directory above it. */
export declare function syncMade(fs: FsOps, made: readonly string[], log: StoreLog, consequence?: string): void;
/** Takes away again what `ensureDirectory` made, innermost first. One that another program uses by now stays, and with it those above. */
export declare function removeMade(fs: FsOps, made: readonly string[]): void;
