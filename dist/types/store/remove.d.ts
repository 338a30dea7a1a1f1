import type { FsOps } from './fs-ops.js';
/**
 * Takes a file of ours away; one that is gone already is fine. Tries twice, and then gives the errno: who cleans up after an error has that error to
 * tell, and must not lose it to this one.
 */
export declare function removeFile(fs: FsOps, path: string): string | undefined;
/** Takes a staging directory of ours away, with what is in it; the same promise as `removeFile`. It does not go into directories. */
export declare function removeDirectory(fs: FsOps, path: string): string | undefined;
