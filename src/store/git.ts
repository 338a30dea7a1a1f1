import { spawnSync } from 'node:child_process';
import { basename, dirname, join, relative, sep } from 'node:path';
import { errnoOf } from '../model/errors.ts';
import type { FsOps } from './fs-ops.ts';
import { findGit } from './git/program.ts';

const TIMEOUT_MS = 5000;
/** The names of millions of files; `spawnSync` would end git at one megabyte. */
const MAX_LISTING = 1024 ** 3;

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
export function createGit(
  fs: Pick<FsOps, 'platform' | 'lstat' | 'realpath' | 'stat'>,
  environment: Readonly<Record<string, string | undefined>>,
): Git {
  const run = gitIn(fs, environment);
  const roots = createRoots(fs);
  const listings = new Map<string, ReadonlySet<string> | undefined>();

  function trackedIn(root: string): ReadonlySet<string> | undefined {
    if (!listings.has(root)) listings.set(root, listed(run(root, ['ls-files', '-z'])));
    return listings.get(root);
  }

  return {
    isTracked(path) {
      const place = roots.of(dirname(path));
      if (place === undefined) return undefined;
      const name = relative(place.root, join(place.directory, basename(path)));
      const asGit = sep === '/' ? name : name.replaceAll(sep, '/');
      const tracked = trackedIn(place.root);
      // macOS tells names decomposed, and git keeps them composed.
      return tracked && (tracked.has(asGit) || tracked.has(asGit.normalize('NFC')));
    },
    isIgnored(path) {
      // `./`, so that no name is taken for pathspec magic; `--literal-pathspecs`, which says the same, is refused by this command.
      const { status } = run(dirname(path), ['check-ignore', '--quiet', '--', `./${basename(path)}`]);
      return status === 0 ? true : status === 1 ? false : undefined;
    },
  };
}

type Answer = { readonly status: number | null; readonly stdout: string };

function gitIn(
  fs: Pick<FsOps, 'platform' | 'stat'>,
  environment: Readonly<Record<string, string | undefined>>,
): (cwd: string, args: readonly string[]) => Answer {
  const program = findGit(fs, environment);
  return (cwd, args) => {
    if (program === undefined) return { status: null, stdout: '' };
    const { status, stdout, error } = spawnSync(program.path, [...program.options, ...args], {
      cwd,
      env: program.environment,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: TIMEOUT_MS,
      maxBuffer: MAX_LISTING,
      windowsHide: true,
    });
    return error === undefined ? { status, stdout } : { status: null, stdout: '' };
  };
}

function listed({ status, stdout }: Answer): ReadonlySet<string> | undefined {
  return status === 0 ? new Set(stdout.split('\0')) : undefined;
}

/** A directory without links in its path, and the root of the work tree that it is in. */
interface Place {
  readonly directory: string;
  readonly root: string;
}

/**
 * Finds work trees by their `.git`, so that git need not be started to say so for each directory: a submodule, or a repository inside another, is a tree
 * of its own. Each directory is looked at once.
 */
function createRoots({ lstat, realpath }: Pick<FsOps, 'lstat' | 'realpath'>): {
  readonly of: (directory: string) => Place | undefined;
} {
  const places = new Map<string, Place | undefined>();
  const roots = new Map<string, string | undefined>();

  function rootOf(directory: string): string | undefined {
    if (roots.has(directory)) return roots.get(directory);
    const parent = dirname(directory);
    const root = mayHoldGit(directory) ? directory : parent === directory ? undefined : rootOf(parent);
    roots.set(directory, root);
    return root;
  }

  /** Where that cannot be seen, git is asked. */
  function mayHoldGit(directory: string): boolean {
    try {
      lstat(join(directory, '.git'));
      return true;
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === undefined) throw error;
      return errno !== 'ENOENT' && errno !== 'ENOTDIR';
    }
  }

  function find(given: string): Place | undefined {
    try {
      const directory = realpath(given);
      const root = rootOf(directory);
      return root === undefined ? undefined : { directory, root };
    } catch (error) {
      if (errnoOf(error) === undefined) throw error;
      return undefined;
    }
  }

  return {
    of(directory) {
      if (!places.has(directory)) places.set(directory, find(directory));
      return places.get(directory);
    },
  };
}
