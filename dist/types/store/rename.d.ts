import type { FsOps } from './fs-ops.js';
/**
 * Puts a file in the place of another in one instant. On Windows what looks transient is tried again for about two seconds; elsewhere an error is an
 * error at once.
 */
export declare function renameOver(fs: FsOps, from: string, to: string): Promise<void>;
