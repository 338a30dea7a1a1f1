import type { FsOps } from '../fs-ops.js';
import { type Environment } from '../git/program.js';
/** What git said; `status` is `null` where there is no git, or no answer in time. */
export interface GitAnswer {
    readonly status: number | null;
    readonly stdout: Buffer;
}
/** Asks git one short thing, and waits for it. */
export type AskGit = (args: readonly string[], input?: Uint8Array) => GitAnswer;
/** The git that is installed, asked in that directory. */
export declare function gitIn(fs: Pick<FsOps, 'platform' | 'stat'>, cwd: string, environment: Environment): AskGit;
/** The lines that git answers; none where it fails. */
export declare function linesOf({ status, stdout }: GitAnswer): readonly string[];
