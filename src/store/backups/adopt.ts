import { join } from 'node:path';
import { digestFile } from '../digest-file.ts';
import type { FsOps } from '../fs-ops.ts';
import { ensureStoreDirectory, type ProjectStore, pathOfRecord } from '../project-store.ts';
import { removeFile } from '../remove.ts';
import type { WriterSession } from '../session.ts';
import { writeError } from '../write-error.ts';
import {
  type BackupEntry,
  lookAtBackups,
  type Manifest,
  manifestOf,
  readWrittenManifest,
  statsAt,
  writeManifest,
} from './manifest.ts';
import { backupId, backupPath, directoryOfBackups, readBackupId } from './names.ts';
import { prunable } from './retention.ts';

/**
 * Moves `held`, which is durable under that name, to its place among the backups of its file, takes note of it, and prunes beyond `keep`. After a power cut it
 * is there under the one name or the other. Done again for the same id, with or without `held`, it changes nothing more. The caller holds the lock of the
 * state file. Throws `WRITE_FAILED` (`backup`) where the system refuses; a backup that is too many and cannot be removed is told to the log.
 */
export function adoptBackup(
  session: WriterSession,
  store: ProjectStore,
  held: string,
  entry: BackupEntry,
  keep: number,
): void {
  const { fs } = session;
  const path = pathOfRecord(store, entry.path);
  const directory = directoryOfBackups(store, path);
  ensureStoreDirectory(fs, store, directory, session.log);
  asBackup(directory, () => {
    const placed = place(fs, store, path, held, entry);
    settleBackups(session, store, path, placed, (entries) => prunable(entries, keep));
  });
}

/** Runs what belongs to a backup: whatever the system refuses of it is told as that. */
export function asBackup<Result>(directory: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw writeError('backup', directory, error);
  }
}

/** The entry under the id that it came to have; `undefined` where neither `held` nor a backup that it could have become is there. */
function place(
  fs: FsOps,
  store: ProjectStore,
  path: string,
  held: string,
  entry: BackupEntry,
): BackupEntry | undefined {
  const stats = statsAt(fs, held);
  if (stats === undefined) return hasDigest(fs, backupPath(store, path, entry.id), entry) ? entry : undefined;
  for (let attempt = 1; ; attempt += 1) {
    const id = attempt === 1 ? entry.id : idBeside(entry.id, attempt);
    const at = backupPath(store, path, id);
    const there = statsAt(fs, at);
    if (there === undefined) {
      fs.rename(held, at);
      return { ...entry, id };
    }
    // Of two names of one file a rename takes none away.
    const isSame = there.ino === stats.ino && there.dev === stats.dev;
    if (!isSame && !hasDigest(fs, at, entry)) continue;
    fs.unlink(held);
    return { ...entry, id };
  }
}

function idBeside(id: string, attempt: number): string {
  const name = readBackupId(id);
  if (name === undefined) throw new RangeError(`${JSON.stringify(id)} is no id of a backup`);
  return backupId({ at: name.at, why: name.why, digest: `sha256:${name.start}` }, attempt);
}

function hasDigest(fs: FsOps, path: string, { digest }: BackupEntry): boolean {
  if (statsAt(fs, path)?.isFile() !== true) return false;
  const found = digestFile(fs, path);
  return found.kind === 'file' && found.digest === digest;
}

/**
 * Brings the manifest of one state file in line with what stands there: takes note of `placed`, removes the backups that `choose` names and what a crash
 * left, and writes it. The caller holds the lock of the state file. Throws what the operating system throws; what cannot be removed is told to the log.
 */
export function settleBackups(
  { fs, log }: Pick<WriterSession, 'fs' | 'log'>,
  store: ProjectStore,
  path: string,
  placed: BackupEntry | undefined,
  choose: (entries: readonly BackupEntry[]) => readonly BackupEntry[],
): Manifest {
  const found = lookAtBackups(fs, store, path);
  const remove = (name: string): boolean => {
    const file = join(found.path, name);
    const errno = removeFile(fs, file);
    if (errno !== undefined) log({ kind: 'not-removed', path: file, errno });
    return errno === undefined;
  };
  for (const name of found.links) remove(name);
  const written = readWrittenManifest(fs, store, path) ?? [];
  const all = manifestOf(fs, store, path, found, placed === undefined ? written : noted(written, placed));
  // Files before entries: an entry without its file is left out, a file without its entry would come back unjudged.
  const gone = new Set(choose(all.entries).filter(({ id }) => remove(id)));
  const manifest = { ...all, entries: all.entries.filter((entry) => !gone.has(entry)) };
  writeManifest(fs, store, path, manifest);
  return manifest;
}

function noted(written: readonly BackupEntry[], placed: BackupEntry): readonly BackupEntry[] {
  const isKnown = written.some(({ id }) => id === placed.id);
  return isKnown ? written.map((entry) => (entry.id === placed.id ? placed : entry)) : [...written, placed];
}
