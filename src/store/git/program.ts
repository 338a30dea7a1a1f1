import { delimiter, isAbsolute, join } from 'node:path';
import { errnoOf } from '../../model/errors.ts';
import type { FsOps } from '../fs-ops.ts';

/** The environment of a process: names to values. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A repository that is only looked at must not run its own programs, ask for a password, fetch what it lacks, or take git's locks. What is
 * set here wins over the repository's own settings.
 */
const SAFE_OPTIONS: readonly string[] = [
  '--no-pager',
  ...['-c', 'core.fsmonitor=false'],
  ...['-c', 'core.hooksPath=/dev/null'],
  ...['-c', 'protocol.allow=never'],
];

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
export function findGit(fs: Pick<FsOps, 'platform' | 'stat'>, environment: Environment): GitProgram | undefined {
  const names = fs.platform === 'win32' ? ['git.exe'] : ['git'];
  const path = searchedDirectories(environment)
    .flatMap((directory) => names.map((name) => join(directory, name)))
    .find((each) => isFile(fs, each));
  return path === undefined ? undefined : { path, options: SAFE_OPTIONS, environment: ownEnvironment(environment) };
}

/** Where git's programs are, and the settings of the user and of the machine: not what repository is meant. */
const KEPT = /^GIT_(?:EXEC_PATH|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM))$/i;

function ownEnvironment(environment: Environment): Environment {
  const own = Object.entries(environment).filter(([name]) => !/^GIT_/i.test(name) || KEPT.test(name));
  return {
    ...Object.fromEntries(own),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    LC_ALL: 'C',
  };
}

function searchedDirectories(environment: Environment): readonly string[] {
  const found = Object.entries(environment).find(([name]) => name === 'PATH' || name === 'Path')?.[1] ?? '';
  return found.split(delimiter).filter((directory) => isAbsolute(directory));
}

function isFile(fs: Pick<FsOps, 'stat'>, path: string): boolean {
  try {
    return fs.stat(path).isFile();
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return false;
  }
}
