import { join } from 'node:path';
import type { RawFile } from '../../model/state-file.ts';
import { syncDirectory } from '../directories.ts';
import { writeNewFile } from '../new-file.ts';
import { type ProjectStore, recordedPath } from '../project-store.ts';
import { removeFile } from '../remove.ts';
import type { WriterSession } from '../session.ts';
import { asBackup, place } from './adopt.ts';
import { ensureBackupsOf } from './directory.ts';
import { type BackupEntry, readWrittenManifest } from './manifest.ts';
import { BACKUP_STAGE, backupId } from './names.ts';
import { prunable } from './retention.ts';
import { noted, settleBackups } from './settle.ts';

/** What is known of a content that becomes a backup. */
export interface BackupFacts {
  readonly why: string;
  readonly version: string | null;
  readonly isHealthy: boolean;
  /** The permission bits that it may have at most; `undefined` where its kind does not say. */
  readonly allowedMode: number | undefined;
  readonly keep: number;
}

/**
 * Makes a backup of a content that stays where it is, as a file of its own with the owner and the mode of the old one. It is on the disk when this returns. The
 * caller holds the lock of the state file, and read `raw` under it. Throws `WRITE_FAILED`; what was there before is as it was.
 */
export function createBackup(
  session: WriterSession,
  store: ProjectStore,
  path: string,
  raw: RawFile,
  facts: BackupFacts,
): BackupEntry {
  const { fs, log } = session;
  const { why, version, isHealthy, allowedMode } = facts;
  const { stat, bytes, digest } = raw;
  if (stat === undefined) throw new RangeError('only what was read from a file can be copied');
  const { uid, gid } = stat;
  const mode = allowedMode === undefined ? stat.mode : stat.mode & allowedMode;
  const at = session.now();
  const entry: BackupEntry = {
    id: backupId({ at, why, digest }),
    path: recordedPath(store, path),
    digest,
    size: bytes.length,
    mode,
    uid,
    gid,
    version,
    at: at.toISOString(),
    why,
    change: null,
    isHealthy,
    isMilestone: false,
  };
  const directory = ensureBackupsOf(session, store, path);
  const staged = join(directory, BACKUP_STAGE);
  // What a dead writer left of it.
  removeFile(fs, staged);
  writeNewFile(fs, { path: staged, bytes, mode, owner: { uid, gid }, target: staged });
  const placed = asBackup(directory, () => place(fs, store, path, staged, entry)) ?? entry;
  syncDirectory(fs, directory, log);
  asBackup(directory, () => {
    const known = noted(readWrittenManifest(fs, store, path) ?? [], placed);
    settleBackups(session, store, path, known, (entries) => prunable(entries, facts.keep));
  });
  return placed;
}
