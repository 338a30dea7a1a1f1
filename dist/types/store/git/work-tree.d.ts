import { StatefixError } from '../../model/errors.js';
import type { FsOps } from '../fs-ops.js';
import { type GitAnswer } from './answer.js';
import { type Environment, type GitProgram } from './program.js';
export interface WorkTreeSearch {
    readonly fs: Pick<FsOps, 'platform' | 'stat' | 'realpath'>;
    /** Absolute. */
    readonly cwd: string;
    readonly environment: Environment;
    readonly signal: AbortSignal;
    /** The option that asks for git, for the error where there is none. */
    readonly option: string;
}
/** The work tree of git around a directory, and the names that files have in it. */
export interface WorkTree {
    readonly program: GitProgram;
    /** Absolute, links followed. */
    readonly root: string;
    /** The name in git of an absolute path, with `/`: links in its directory are followed, itself is not. `undefined` outside of the work tree. */
    nameOf(path: string): string | undefined;
    /** The name in git of an absolute directory, all links followed; `''` for the root. `undefined` outside of the work tree. */
    nameOfDirectory(path: string): string | undefined;
    /** The absolute path of a name in git, as the working directory begins. */
    pathOf(name: string): string;
    /** A name as it is compared: git keeps composed what macOS tells decomposed. */
    composed(name: string): string;
    /** Runs git at the root. No filter of the repository's settings is run. */
    ask(args: readonly string[]): Promise<GitAnswer>;
}
/** Throws `USAGE` where there is no git, and where the directory is in no work tree of it. */
export declare function openWorkTree(search: WorkTreeSearch): Promise<WorkTree>;
/** The error of an option that needs git where it can say nothing. `reason` is a clause. */
export declare function withoutGit(option: string, reason: string): StatefixError;
