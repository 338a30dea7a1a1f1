import { spawnSync } from 'node:child_process';
import type { FsOps } from '../fs-ops.ts';
import { type Environment, findGit } from '../git/program.ts';

const TIMEOUT_MS = 10_000;
const MAX_ANSWER = 256 * 1024 * 1024;

/** What git said; `status` is `null` where there is no git, or no answer in time. */
export interface GitAnswer {
  readonly status: number | null;
  readonly stdout: Buffer;
}

/** Asks git one short thing, and waits for it. */
export type AskGit = (args: readonly string[], input?: Uint8Array) => GitAnswer;

const NO_ANSWER: GitAnswer = { status: null, stdout: Buffer.alloc(0) };

/** The git that is installed, asked in that directory. */
export function gitIn(fs: Pick<FsOps, 'platform' | 'stat'>, cwd: string, environment: Environment): AskGit {
  const program = findGit(fs, environment);
  if (program === undefined) return () => NO_ANSWER;
  return (args, input = new Uint8Array()) => {
    const { status, stdout, error } = spawnSync(program.path, [...program.options, ...args], {
      cwd,
      env: program.environment,
      input,
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: TIMEOUT_MS,
      maxBuffer: MAX_ANSWER,
      windowsHide: true,
    });
    return error === undefined ? { status, stdout } : NO_ANSWER;
  };
}

/** The lines that git answers; none where it fails. */
export function linesOf({ status, stdout }: GitAnswer): readonly string[] {
  return status === 0 ? stdout.toString('utf8').replace(/\n$/, '').split('\n') : [];
}
