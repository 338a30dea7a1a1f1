import { basename, dirname, join } from 'node:path';
import { errnoOf } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import type { FsOps } from './fs-ops.ts';

/** What a path was meant to name. */
export type PathMeaning = 'file' | 'directory' | 'anything';

/**
 * The existing path that a misspelt one most likely means: in each directory of it that is not there the nearest name, at last that of what was meant.
 * Absolute, as `path` is; `undefined` where nothing is near. For hints: a directory that cannot be listed holds nothing.
 */
export function nearestPath(fs: FsOps, path: string, meaning: PathMeaning): string | undefined {
  const parent = dirname(path);
  if (parent === path) return undefined;
  const names = namesIn(fs, parent, meaning);
  if (names !== undefined) return inside(parent, nearest(basename(path), names));
  const meant = nearestPath(fs, parent, 'directory');
  const others = meant === undefined ? undefined : namesIn(fs, meant, meaning);
  if (meant === undefined || others === undefined) return undefined;
  return inside(meant, others.includes(basename(path)) ? basename(path) : nearest(basename(path), others));
}

function inside(directory: string, name: string | undefined): string | undefined {
  return name === undefined ? undefined : join(directory, name);
}

/** The names in a directory that may be meant; `undefined` where it cannot be listed. */
function namesIn(fs: FsOps, directory: string, meaning: PathMeaning): readonly string[] | undefined {
  try {
    return fs
      .readdir(directory)
      .filter((entry) => {
        if (meaning === 'anything' || entry.isSymbolicLink()) return true;
        return entry.isDirectory() === (meaning === 'directory');
      })
      .map(({ name }) => name);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}
