import { join } from 'node:path';
import { errnoOf } from '../../model/errors.ts';
import type { FsOps } from '../fs-ops.ts';
import { backupsDirectory, type ProjectStore, pathOfRecord } from '../project-store.ts';
import { readBytes } from '../read-bytes.ts';
import { isInside } from '../shown-path.ts';
import { during } from '../write-error.ts';
import { directoryName, MANIFEST } from './names.ts';
import { recordedIn } from './read-written.ts';

/**
 * The state files inside of a project that have backups, whether or not they are there still: absolute, in no order. What a directory or a manifest says is
 * believed only where each names the other. Throws `WRITE_FAILED` (`read`) where the directory cannot be read.
 */
export function backedUpPaths(fs: FsOps, store: ProjectStore): readonly string[] {
  const directory = backupsDirectory(store);
  const names = during('read', directory, () => namesIn(fs, directory));
  const recorded = names.flatMap((name) => {
    const path = decoded(name) ?? recordedBeside(fs, join(directory, name));
    return path !== undefined && directoryName(path) === name ? [pathOfRecord(store, path)] : [];
  });
  return recorded.filter((path) => path !== store.root && isInside(path, store.root));
}

function namesIn(fs: FsOps, directory: string): readonly string[] {
  try {
    return fs
      .readdir(directory)
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'ENOTDIR') throw error;
    return [];
  }
}

/** `undefined` for a name that holds only the start of a path, or what no URI can. */
function decoded(name: string): string | undefined {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return undefined;
  }
}

function recordedBeside(fs: FsOps, directory: string): string | undefined {
  const found = readBytes(fs, join(directory, MANIFEST), 16 * 1024 * 1024);
  return found.kind === 'bytes' ? recordedIn(new TextDecoder().decode(found.bytes)) : undefined;
}
