import { isAbsolute, join, resolve } from 'node:path';
import type { FsOps } from '../fs-ops.ts';
import { isInside } from '../shown-path.ts';
import { answerOf, piecesOf } from './answer.ts';
import { type Environment, findGit } from './program.ts';

/** Where git looks for hooks. */
export interface HooksDirectory {
  /** Absolute. */
  readonly path: string;
  /** False where it lies outside of this repository: its hooks are those of other repositories, too. */
  readonly isOwn: boolean;
}

/**
 * The directory of the hooks of the work tree at `root`, by `core.hooksPath` where it is set. `undefined` where git does not answer.
 */
export async function hooksDirectory(
  root: string,
  fs: Pick<FsOps, 'platform' | 'stat'>,
  environment: Environment,
  signal: AbortSignal,
): Promise<HooksDirectory | undefined> {
  const program = findGit(fs, environment);
  if (program === undefined) return undefined;
  const common = await answerOf(program, root, ['rev-parse', '--git-common-dir'], signal);
  if (common.kind === 'failed') return undefined;
  const gitDirectory = resolve(root, common.bytes.toString('utf8').replace(/\r?\n$/, ''));
  const settings = ['config', '-z', '--show-origin', '--type=path', '--get-all', 'core.hooksPath'];
  const told = await answerOf(program, root, settings, signal);
  // Our own setting, which keeps git from running hooks while we ask, stands among them.
  const pieces = told.kind === 'failed' ? [] : piecesOf(told.bytes);
  const named = pieces.filter((_, index) => index % 2 === 1 && pieces[index - 1] !== 'command line:').at(-1);
  if (named === undefined) return { path: join(gitDirectory, 'hooks'), isOwn: true };
  const path = isAbsolute(named) ? named : resolve(root, named);
  return { path, isOwn: isInside(path, root) || isInside(path, gitDirectory) };
}
