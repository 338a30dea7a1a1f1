import type { FsOps } from './fs-ops.js';
/** What git is asked of a path. `undefined`: no git, no work tree, or no answer in time. */
export interface Git {
    isTracked(path: string): boolean | undefined;
    isIgnored(path: string): boolean | undefined;
}
/**
 * Asks git, which is started once for the tracked files of each work tree, when one is first asked about, and once for each path whose ignoring is
 * asked. What it said stands for the run. `environment` is that of the process; git's own variables that would point it at another repository are not
 * passed on.
 */
export declare function createGit(fs: Pick<FsOps, 'platform' | 'lstat' | 'realpath' | 'stat'>, environment: Readonly<Record<string, string | undefined>>): Git;
