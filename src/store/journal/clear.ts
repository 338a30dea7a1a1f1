import type { RecordedFile } from '../../model/change.ts';
import { errnoOf } from '../../model/errors.ts';
import { readWholeAudit } from '../audit/read.ts';
import { adoptBackup } from '../backups/adopt.ts';
import { readBackupId } from '../backups/names.ts';
import { acquireLock } from '../lock/acquire.ts';
import { isDeadRecord, readLock } from '../lock/record.ts';
import { lockPath } from '../names.ts';
import { auditPath, journalDirectory, type ProjectStore } from '../project-store.ts';
import { removeFile } from '../remove.ts';
import type { WriterSession } from '../session.ts';
import { sweep } from '../sweep.ts';
import { lookAt } from '../target.ts';
import { findTraces, type Trace } from '../traces.ts';
import { during } from '../write-error.ts';
import { AUDIT_WAIT } from './complete.ts';
import { heldPath, orphans } from './pending.ts';

/** Locks, staging directories and temp files that dead writers left in the directories of the store itself. */
export async function clearStore(session: WriterSession, store: ProjectStore): Promise<void> {
  const temps = tracesIn(session, journalDirectory(store));
  for (const { path } of temps) session.removeLater(removeFile(session.fs, path), path);
  const isClean = tracesIn(session, store.directory).length === 0 && !isLockDead(session, auditPath(store));
  if (isClean) return;
  const lock = await acquireLock(session, auditPath(store), AUDIT_WAIT);
  try {
    sweep(session, auditPath(store), lock);
  } finally {
    lock.release();
  }
}

/** A power cut may leave a lock without anything else of its owner. */
function isLockDead({ fs, self }: WriterSession, path: string): boolean {
  const found = readLock(fs, lockPath(path));
  return found.kind === 'record' && isDeadRecord(fs, found.record, self);
}

function tracesIn(session: WriterSession, directory: string): readonly Trace[] {
  const { fs, self, now, log } = session;
  const entries = during('read', directory, () => {
    try {
      return fs.readdir(directory);
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return [];
      throw error;
    }
  });
  const unseen = (path: string, errno: string) => log({ kind: 'not-removed', path, errno });
  return findTraces(fs, directory, entries, () => self, now, unseen);
}

/**
 * Content that the journal holds for a change whose record is gone, as a power cut may leave it: where the audit knows the change, it goes to the backups;
 * where not, it was never replaced, and one of its names too many goes. What has no other name stays.
 * Throws `WRITE_FAILED` (`read`) where the audit cannot be read.
 */
export function clearOrphans(session: WriterSession, store: ProjectStore): void {
  const found = orphans(session.fs, store);
  if (found.length === 0) return;
  const { lines } = readWholeAudit(session.fs, store);
  for (const { id, index } of found) {
    const change = lines.findLast((line) => line.id === id);
    const file = change?.files[index];
    const held = heldPath(store, id, index);
    if (change !== undefined && file !== undefined) adopt(session, store, held, file, change);
    else removeExtraName(session, held);
  }
}

function adopt(
  session: WriterSession,
  store: ProjectStore,
  held: string,
  { path, from, backup, wasHealthy }: RecordedFile,
  { id, at, command }: { readonly id: string; readonly at: string; readonly command: string },
): void {
  const stat = during('read', held, () => lookAt(session.fs, held)?.stat);
  if (stat === undefined) return;
  if (backup === null || readBackupId(backup) === undefined || from.digest === 'absent') {
    session.removeLater(removeFile(session.fs, held), held);
    return;
  }
  const { size, mode, uid, gid } = stat;
  const entry = { id: backup, path, digest: from.digest, size, mode, uid, gid, version: from.version };
  const why = { at, why: command, change: id, isHealthy: wasHealthy, isMilestone: command === 'migrate' && wasHealthy };
  // What is too many is pruned with the next change of the file, which knows how many there may be.
  adoptBackup(session, store, held, { ...entry, ...why }, Number.MAX_SAFE_INTEGER);
}

function removeExtraName(session: WriterSession, held: string): void {
  const stat = during('read', held, () => lookAt(session.fs, held)?.stat);
  if (stat !== undefined && stat.nlink > 1) session.removeLater(removeFile(session.fs, held), held);
}
