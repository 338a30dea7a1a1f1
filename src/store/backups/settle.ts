import { join } from 'node:path';
import type { FsOps } from '../fs-ops.ts';
import type { StoreLog } from '../log.ts';
import type { ProjectStore } from '../project-store.ts';
import { removeFile } from '../remove.ts';
import { ensureNoLink } from './directory.ts';
import { type BackupEntry, lookAtBackups, type Manifest, manifestOf, writeManifest } from './manifest.ts';
import { BACKUP_STAGE } from './names.ts';

/** What is left of the backups of one file, and what was taken away. */
export interface SettledBackups {
  readonly manifest: Manifest;
  readonly removed: readonly BackupEntry[];
}

/**
 * Brings the manifest of one state file in line with what stands there, `known` telling of it: removes the backups that `choose` names and what a crash left,
 * and writes it. The caller holds the lock of the state file. Throws what the operating system throws; what cannot be removed is told to the log, and stays.
 */
export function settleBackups(
  { fs, log }: { readonly fs: FsOps; readonly log: StoreLog },
  store: ProjectStore,
  path: string,
  known: readonly BackupEntry[],
  choose: (entries: readonly BackupEntry[]) => readonly BackupEntry[],
): SettledBackups {
  const found = lookAtBackups(fs, store, path);
  ensureNoLink(fs, store, found.path);
  const remove = (name: string): boolean => {
    const file = join(found.path, name);
    const errno = removeFile(fs, file);
    if (errno !== undefined) log({ kind: 'not-removed', path: file, errno });
    return errno === undefined;
  };
  // A backup that nobody lived to finish is under this name, too: who holds the lock makes none now.
  for (const name of [...found.links, BACKUP_STAGE]) remove(name);
  const all = manifestOf(fs, store, path, found, known);
  // Files before entries: an entry without its file is left out, a file without its entry would come back unjudged.
  const removed = choose(all.entries).filter(({ id }) => remove(id));
  const gone = new Set(removed);
  const manifest = { ...all, entries: all.entries.filter((entry) => !gone.has(entry)) };
  writeManifest(fs, store, path, manifest);
  return { manifest, removed };
}

/** The entries, and that one: in the place of what was known under its id, else as the newest. */
export function noted(entries: readonly BackupEntry[], placed: BackupEntry): readonly BackupEntry[] {
  const isKnown = entries.some(({ id }) => id === placed.id);
  return isKnown ? entries.map((entry) => (entry.id === placed.id ? placed : entry)) : [...entries, placed];
}
