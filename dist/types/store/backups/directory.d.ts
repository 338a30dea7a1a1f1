import type { FsOps } from '../fs-ops.js';
import type { StoreLog } from '../log.js';
import { type ProjectStore } from '../project-store.js';
/** Makes the directory of the backups of one state file, durably, and gives it. Throws `WRITE_FAILED`, and as `ensureNoLink`. */
export declare function ensureBackupsOf({ fs, log }: {
    readonly fs: FsOps;
    readonly log: StoreLog;
}, store: ProjectStore, path: string): string;
/**
 * A repository can bring a link along in the place of such a directory, and what is written into it would replace what is named like it elsewhere. Throws
 * `WRITE_FAILED` (`backup`).
 */
export declare function ensureNoLink(fs: FsOps, store: ProjectStore, directory: string): void;
