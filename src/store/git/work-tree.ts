import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { StatefixError } from '../../model/errors.ts';
import type { FsOps } from '../fs-ops.ts';
import { isInside } from '../shown-path.ts';
import { answerOf, type GitAnswer, piecesOf } from './answer.ts';
import { NO_GIT } from './failure.ts';
import { type Environment, findGit, type GitProgram } from './program.ts';
import { realOf, rootAsSeen } from './root-as-seen.ts';

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
export async function openWorkTree(search: WorkTreeSearch): Promise<WorkTree> {
  const { fs, cwd, environment, signal, option } = search;
  const found = findGit(fs, environment);
  if (found === undefined) throw withoutGit(option, NO_GIT);
  const top = await said(found, cwd, ['rev-parse', '--show-toplevel'], search);
  const root = resolve(top);
  const program = { ...found, environment: await withIndexOfHook(found, root, search) };
  const composed = (name: string) => (fs.platform === 'darwin' ? name.normalize('NFC') : name);
  const begin = rootAsSeen(fs, cwd, root);
  const directories = new Map<string, string>();
  const realDirectory = (directory: string) => {
    const known = directories.get(directory) ?? realOf(fs, directory);
    directories.set(directory, known);
    return known;
  };
  const nameOfDirectory = (path: string) => {
    const real = realDirectory(path);
    return isInside(real, root) ? composed(relative(root, real).replaceAll(sep, '/')) : undefined;
  };
  let safe: Promise<GitProgram> | undefined;
  return {
    program,
    root,
    composed,
    nameOfDirectory,
    nameOf(path) {
      const directory = nameOfDirectory(dirname(path));
      if (directory === undefined) return undefined;
      return directory === '' ? composed(basename(path)) : `${directory}/${composed(basename(path))}`;
    },
    pathOf: (name) => join(begin, name),
    async ask(args) {
      safe ??= withoutFilters(program, search, root);
      return answerOf(await safe, root, args, signal);
    },
  };
}

/** The error of an option that needs git where it can say nothing. `reason` is a clause. */
export function withoutGit(option: string, reason: string): StatefixError {
  return new StatefixError('USAGE', `--${option} asks git, and there is no answer: ${reason}`, {
    hint: `Run it inside of the work tree of a repository, or leave --${option} out.`,
  });
}

async function said(
  program: GitProgram,
  directory: string,
  args: readonly string[],
  { signal, option }: WorkTreeSearch,
): Promise<string> {
  const answer = await answerOf(program, directory, args, signal);
  if (answer.kind === 'failed') {
    throw withoutGit(option, answer.reason.replace('the file is in', 'this directory is in'));
  }
  return answer.bytes.toString('utf8').replace(/\r?\n$/, '');
}

/**
 * A hook of `git commit --all`, or of one that names paths, is told of an index that is not the usual one, and that is what will be committed. It is
 * believed where it lies among the files of this very repository. Git means a relative path from the top of the work tree.
 */
async function withIndexOfHook(program: GitProgram, root: string, search: WorkTreeSearch): Promise<Environment> {
  const { fs, cwd, environment } = search;
  const named = environment['GIT_INDEX_FILE'];
  if (named === undefined || named === '') return program.environment;
  const directory = await said(program, cwd, ['rev-parse', '--absolute-git-dir'], search);
  const path = join(realOf(fs, dirname(resolve(root, named))), basename(named));
  return isInside(path, realOf(fs, directory)) ? { ...program.environment, GIT_INDEX_FILE: path } : program.environment;
}

/** Git compares files as filters make them, and those are programs that the settings name: none is run to find out what changed. */
async function withoutFilters(program: GitProgram, search: WorkTreeSearch, root: string): Promise<GitProgram> {
  const answer = await answerOf(program, root, ['config', '--list', '--name-only', '-z'], search.signal);
  if (answer.kind === 'failed') throw withoutGit(search.option, answer.reason);
  const names = new Set(
    piecesOf(answer.bytes).filter((name) => /^filter\..+\.(?:clean|process|required)$/s.test(name)),
  );
  const settings = [...names].flatMap((name, index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, name.endsWith('.required') ? 'false' : ''],
  ]);
  const environment = { ...program.environment, GIT_CONFIG_COUNT: `${names.size}`, ...Object.fromEntries(settings) };
  return { ...program, environment };
}
