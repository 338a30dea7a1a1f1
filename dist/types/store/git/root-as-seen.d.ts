import type { FsOps } from '../fs-ops.js';
/** The root by the name that the working directory gives it, where links lead there. */
export declare function rootAsSeen(fs: Pick<FsOps, 'realpath'>, cwd: string, root: string): string;
/** As much of a directory as exists, links followed; the rest as it is. */
export declare function realOf(fs: Pick<FsOps, 'realpath'>, directory: string): string;
