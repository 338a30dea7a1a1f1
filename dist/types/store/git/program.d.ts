import type { FsOps } from '../fs-ops.js';
/** The environment of a process: names to values. */
export type Environment = Readonly<Record<string, string | undefined>>;
/** How git is started: its program by its absolute path, the options that every command gets, and its environment. */
export interface GitProgram {
    readonly path: string;
    readonly options: readonly string[];
    readonly environment: Environment;
}
/**
 * The git that is on the path; `undefined` where there is none. Directories of the path that are not absolute are passed over, since they
 * would mean the repository, and so a program of whoever wrote it. Git's own variables that would point it at another repository are not
 * passed on.
 */
export declare function findGit(fs: Pick<FsOps, 'platform' | 'stat'>, environment: Environment): GitProgram | undefined;
