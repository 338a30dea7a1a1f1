import { StatefixError } from '../../model/errors.ts';
import type { FsOps } from '../fs-ops.ts';
import type { StoreLog } from '../log.ts';
import { backupsDirectory, ensureStoreDirectory, type ProjectStore } from '../project-store.ts';
import { statsAt } from '../stats-at.ts';
import { during } from '../write-error.ts';
import { directoryOfBackups } from './names.ts';

/** Makes the directory of the backups of one state file, durably, and gives it. Throws `WRITE_FAILED`, and as `ensureNoLink`. */
export function ensureBackupsOf(
  { fs, log }: { readonly fs: FsOps; readonly log: StoreLog },
  store: ProjectStore,
  path: string,
): string {
  const directory = directoryOfBackups(store, path);
  ensureNoLink(fs, store, directory);
  ensureStoreDirectory(fs, store, directory, log);
  return directory;
}

/**
 * A repository can bring a link along in the place of such a directory, and what is written into it would replace what is named like it elsewhere. Throws
 * `WRITE_FAILED` (`backup`).
 */
export function ensureNoLink(fs: FsOps, store: ProjectStore, directory: string): void {
  for (const path of [store.directory, backupsDirectory(store), directory]) {
    const stats = during('backup', path, () => statsAt(fs, path));
    if (stats?.isSymbolicLink() !== true) continue;
    throw new StatefixError('WRITE_FAILED', `${path}: cannot backup: it is a link, and may lead anywhere`, {
      hint: 'Remove the link: statefix makes a directory in its place.',
      step: 'backup',
      path,
    });
  }
}
