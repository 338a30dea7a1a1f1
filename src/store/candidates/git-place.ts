import { basename, dirname, join, relative, sep } from 'node:path';
import { errnoOf } from '../../model/errors.ts';
import type { FsOps } from '../fs-ops.ts';
import type { GitPlace } from '../git/objects.ts';
import { findGit } from '../git/program.ts';
import type { CandidateSearch } from './candidate.ts';

/** A state file as git is asked about it. */
export interface GitFile extends GitPlace {
  /** The names that it may have in git, relative to the directory, with `/`; the first is its name on the disk. */
  readonly paths: readonly [string, ...string[]];
  /** Its path from the top of the work tree, as reports show it; from the directory where no top is seen. */
  readonly shown: string;
}

/** From the nearest directory of the file that is there, since the file, and its directory too, may be gone. */
export function gitFileOf({ fs, path, environment, signal }: CandidateSearch): GitFile {
  const directory = existing(fs, dirname(path));
  const name = relative(directory, path).replaceAll(sep, '/');
  // macOS tells names decomposed, and git keeps them composed.
  const composed = fs.platform === 'darwin' ? name.normalize('NFC') : name;
  return {
    program: findGit(fs, environment),
    directory,
    shown: relative(topOf(fs, directory) ?? directory, path).replaceAll(sep, '/'),
    paths: composed === name ? [name] : [name, composed],
    separator: name.includes('\n') ? '\0' : '\n',
    signal,
  };
}

/** By the looks of it alone: git may see a repository where this one does not, and none where it does. */
function topOf(fs: Pick<FsOps, 'lstat'>, directory: string): string | undefined {
  if (isThere(fs, join(directory, '.git'))) return directory;
  const parent = dirname(directory);
  return parent === directory ? undefined : topOf(fs, parent);
}

function isThere(fs: Pick<FsOps, 'lstat'>, path: string): boolean {
  try {
    fs.lstat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return false;
  }
}

/** The directory of a path in git, and its name in there. */
export function splitPath(path: string): { readonly directory: string; readonly name: string } {
  const at = path.lastIndexOf('/') + 1;
  return { directory: path.slice(0, at), name: path.slice(at) };
}

function existing(fs: Pick<FsOps, 'stat'>, directory: string): string {
  if (basename(directory) === '' || isDirectory(fs, directory)) return directory;
  return existing(fs, dirname(directory));
}

function isDirectory(fs: Pick<FsOps, 'stat'>, path: string): boolean {
  try {
    return fs.stat(path).isDirectory();
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return false;
  }
}
