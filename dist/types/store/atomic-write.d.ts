import type { FsOps } from './fs-ops.js';
import type { StoreLog } from './log.js';
export interface AtomicWriteOptions {
    readonly fs: FsOps;
    readonly log: StoreLog;
    /** The permission bits that the file has from the first instant on, whatever the umask. */
    readonly mode: number;
}
/**
 * Writes a whole file in one instant: whoever reads it, also after a crash or a power cut, gets the old content or the new one, and once this
 * resolves, the new one. Makes missing directories (0755). Follows links, a dangling one by the name that it gives. Where root replaces another
 * user's file, the owner stays.
 *
 * Takes no lock, keeps no backup, and does not look at what it replaces: of two writers at once, the later rename wins. Extended attributes and ACLs
 * of the old file do not come along.
 *
 * Throws `WRITE_FAILED` with the step that failed and the errno (without one for a device, a pipe or a socket, which it does not replace), or `OWNERSHIP`; then the old file is as it was, and temp file and new directories are
 * gone again. The one exception says so: `sync directory` after the new content is visible.
 */
export declare function writeAtomic(path: string, data: Uint8Array | string, options: AtomicWriteOptions): Promise<void>;
