import { digestFile } from '../digest-file.ts';
import type { FsOps } from '../fs-ops.ts';
import { type ProjectStore, pathOfRecord } from '../project-store.ts';
import type { WriterSession } from '../session.ts';
import { statsAt } from '../stats-at.ts';
import { writeError } from '../write-error.ts';
import { ensureBackupsOf } from './directory.ts';
import { type BackupEntry, readWrittenManifest } from './manifest.ts';
import { backupId, backupPath, readBackupId } from './names.ts';
import { prunable } from './retention.ts';
import { noted, settleBackups } from './settle.ts';

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
  const directory = ensureBackupsOf(session, store, path);
  asBackup(directory, () => {
    const placed = place(fs, store, path, held, entry);
    const written = readWrittenManifest(fs, store, path) ?? [];
    const known = placed === undefined ? written : noted(written, placed);
    settleBackups(session, store, path, known, (entries) => prunable(entries, keep));
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

/**
 * Gives `held` its place, and the entry under the id that it came to have there; `undefined` where neither `held` nor a backup that it could have become is
 * there. Throws what the operating system throws.
 */
export function place(
  fs: FsOps,
  store: ProjectStore,
  path: string,
  held: string,
  entry: BackupEntry,
): BackupEntry | undefined {
  const stats = statsAt(fs, held);
  if (stats?.isFile() !== true) return hasDigest(fs, backupPath(store, path, entry.id), entry) ? entry : undefined;
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
