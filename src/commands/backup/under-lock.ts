import { pendingChanges, sparedStagings } from '../../store/journal/pending.ts';
import { recoverPending } from '../../store/journal/recover.ts';
import { acquireLock } from '../../store/lock/acquire.ts';
import type { WriterSession } from '../../store/session.ts';
import { sweep } from '../../store/sweep.ts';
import { openSession } from '../open-session.ts';
import type { BackedUpFile, BackupBench } from './backed-up-file.ts';

/** Runs what writes to backups in a session of its own, which leaves nothing behind. What an interrupted run has begun is finished first. */
export async function withSession<Result>(
  { bench, store }: BackupBench,
  act: (session: WriterSession) => Promise<Result>,
): Promise<Result> {
  const session = openSession('backup', bench.context);
  try {
    await recoverPending(session, store, bench.wait);
    return await act(session);
  } finally {
    session.close();
  }
}

/** Runs what changes the backups of one file, while nobody else can: neither the file nor its backups. Clears what dead writers left around it. */
export async function underLock<Result>(
  session: WriterSession,
  { store }: BackupBench,
  { path, kind }: BackedUpFile,
  act: () => Promise<Result>,
): Promise<Result> {
  const lock = await acquireLock(session, path, { timeout: kind.lock.timeout, stale: kind.lock.stale });
  try {
    sweep(session, path, lock, sparedStagings(pendingChanges(session.fs, store)));
    return await act();
  } finally {
    lock.release();
  }
}
