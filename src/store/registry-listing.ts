import { join } from 'node:path';
import { errnoOf, StatefixError } from '../model/errors.ts';
import type { DirectoryListing } from '../registry/named-files.ts';
import type { FsOps } from './fs-ops.ts';
import { nearestPath } from './nearest-path.ts';
import { shownPath } from './shown-path.ts';

/** The files of one kind's directory, sorted; none where it is not there, but a directory whose name is near. */
export function filesOf(fs: FsOps, directory: string, cwd: string): DirectoryListing {
  const shown = shownPath(directory, cwd);
  const entries = list(fs, directory);
  if (entries === undefined) {
    const near = nearestPath(fs, directory, 'directory');
    return { directory, shown, files: [], ...(near === undefined ? {} : { near: shownPath(near, cwd) }) };
  }
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  return { directory, shown, files: files.toSorted() };
}

/** The names of the directories in a directory, links to directories included; `undefined` where it is not there. */
export function kindsIn(fs: FsOps, directory: string): readonly string[] | undefined {
  const names = list(fs, directory)
    ?.filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || isLinkedDirectory(fs, entry, directory)))
    .map(({ name }) => name);
  return names?.toSorted();
}

function isLinkedDirectory(fs: FsOps, entry: ReturnType<FsOps['readdir']>[number], directory: string): boolean {
  return entry.isSymbolicLink() && list(fs, join(directory, entry.name)) !== undefined;
}

/** The entries of a directory, `undefined` where it is not there. Throws `REGISTRY_INVALID` where it cannot be listed. */
export function list(fs: FsOps, directory: string): ReturnType<FsOps['readdir']> | undefined {
  try {
    return fs.readdir(directory);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR') return undefined;
    if (errno === undefined) throw error;
    throw new StatefixError('REGISTRY_INVALID', `${directory} cannot be listed: ${errno}`, {
      path: directory,
      errno,
      step: 'read',
      cause: error,
    });
  }
}
