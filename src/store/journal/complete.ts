import { appendAudit, appendAuditOnce } from '../audit/append.ts';
import { hasChange } from '../audit/read.ts';
import { adoptBackup } from '../backups/adopt.ts';
import type { FsOps } from '../fs-ops.ts';
import { acquireLock, type LockWait } from '../lock/acquire.ts';
import { lostLock } from '../lock/messages.ts';
import { auditPath, ensureStoreDirectory, type ProjectStore, pathOfRecord } from '../project-store.ts';
import type { WriterSession } from '../session.ts';
import { sweep } from '../sweep.ts';
import { heldPath, readRecord } from './pending.ts';
import { changeOf, type JournaledFile, type JournalRecord } from './record.ts';
import { removeRecord } from './write.ts';

/** Everybody holds the audit for one append at most. Longer than the stale threshold: an owner that cannot be asked must not hold it for ever. */
export const AUDIT_WAIT: LockWait = { timeout: 330_000, stale: 300_000, retry: 10, isUninterruptible: true };

/**
 * The books of a change that was made: its line in the audit, its backups in their places; then the record goes. The caller holds the locks of all its
 * files, or held them: where somebody else has done it meanwhile, as for a writer that was stopped, nothing is done. `areLocksOurs` tells, once the audit is locked,
 * that nobody else can have done a part of it.
 *
 * Throws `STATE_CHANGED` where somebody else took the change back meanwhile. Throws with the record in its place, so that the next writing command does the rest: `WRITE_FAILED`, or `STATE_LOCKED` where the audit is held for long.
 */
export async function completeRecord(
  session: WriterSession,
  store: ProjectStore,
  record: JournalRecord,
  areLocksOurs: () => boolean,
): Promise<void> {
  const { fs } = session;
  ensureStoreDirectory(fs, store, store.directory, session.log);
  const lock = await acquireLock(session, auditPath(store), AUDIT_WAIT);
  try {
    sweep(session, auditPath(store), lock);
    if (readRecord(fs, store, record.change.id) === 'gone') return ensureRecorded(fs, store, record);
    if (areLocksOurs()) appendAudit(session, store, changeOf(record));
    else appendAuditOnce(session, store, changeOf(record));
  } finally {
    lock.release();
  }
  keepBackups(session, store, record);
  removeRecord(session, store, record);
}

/** A record that went without a line in the audit was taken back by whoever took our locks. */
function ensureRecorded(fs: FsOps, store: ProjectStore, { change, files }: JournalRecord): void {
  if (!hasChange(fs, store, change.id)) throw lostLock(files[0]?.path ?? '');
}

/** Puts what the journal holds for a change among the backups of its files. */
export function keepBackups(
  session: WriterSession,
  store: ProjectStore,
  record: JournalRecord,
  isKept: (index: number) => boolean = () => true,
): void {
  for (const [index, file] of record.files.entries()) {
    if (isKept(index)) keepBackup(session, store, record, file, index);
  }
}

function keepBackup(
  session: WriterSession,
  store: ProjectStore,
  { change }: JournalRecord,
  file: JournaledFile,
  index: number,
): void {
  const { backup, from } = file;
  if (backup === null || from.digest === 'absent' || from.mode === null) return;
  const held = heldPath(store, change.id, index);
  const mode = file.allowedMode === null ? from.mode : from.mode & file.allowedMode;
  const entry = {
    id: backup,
    path: file.path,
    digest: from.digest,
    size: file.size,
    mode,
    uid: file.uid,
    gid: file.gid,
    version: from.version,
    at: change.at,
    why: change.command,
    change: change.id,
    isHealthy: file.wasHealthy,
    isMilestone: file.isMilestone,
  };
  adoptBackup(session, store, held, entry, file.backupsKept);
}

/** Where the file of a record stands. */
export function targetOf(store: ProjectStore, { path }: Pick<JournaledFile, 'path'>): string {
  return pathOfRecord(store, path);
}

/** True where a record still stands: its change is not yet done with. */
export function isStanding(fs: FsOps, store: ProjectStore, { change }: JournalRecord): boolean {
  return readRecord(fs, store, change.id) !== 'gone';
}
