import { type OldContent, stageOld } from '../backups/keep-old.ts';
import { syncDirectory } from '../directories.ts';
import { realmOf } from '../lock/realm.ts';
import { newTempPath } from '../names.ts';
import { writeNewFile } from '../new-file.ts';
import { ensureStoreDirectory, journalDirectory, type ProjectStore } from '../project-store.ts';
import { removeFile } from '../remove.ts';
import type { WriterSession } from '../session.ts';
import { during, writeError } from '../write-error.ts';
import { heldPath, recordPath } from './pending.ts';
import { type JournalRecord, renderRecord } from './record.ts';

/**
 * Says durably what is about to be done: the record, and beside it, for each file, one more name for the content that will be replaced (a copy where
 * links do not work). Throws `WRITE_FAILED` (`journal`), with nothing left there.
 */
export function writeRecord(
  session: WriterSession,
  store: ProjectStore,
  record: JournalRecord,
  olds: readonly (OldContent | undefined)[],
): void {
  const { fs } = session;
  const directory = journalDirectory(store);
  const { id } = record.change;
  ensureStoreDirectory(fs, store, directory, session.log);
  const path = recordPath(store, id);
  const temp = newTempPath(path, realmOf(session.self), session.self.pid);
  try {
    writeNewFile(fs, { path: temp, bytes: renderRecord(record), mode: 0o644, owner: undefined, target: path });
    during('journal', path, () => fs.rename(temp, path));
    during('journal', path, () => {
      for (const [index, old] of olds.entries()) if (old !== undefined) stageOld(fs, heldPath(store, id, index), old);
    });
    syncDirectory(fs, directory, session.log, '');
  } catch (error) {
    session.removeLater(removeFile(fs, temp), temp);
    removeRecord(session, store, record);
    throw writeError('journal', path, error);
  }
}

/** Takes a record away, with all that the journal holds for it; the record last, so that nothing is left that nobody knows. */
export function removeRecord(session: WriterSession, store: ProjectStore, { change, files }: JournalRecord): void {
  const paths = files.map((_, index) => heldPath(store, change.id, index));
  for (const path of [...paths, recordPath(store, change.id)]) {
    session.removeLater(removeFile(session.fs, path), path);
  }
}

/** A file among the records that is none says nothing of what was begun: it is put out of the way, and what the journal holds for it stays. */
export function setAsideRecord(session: WriterSession, store: ProjectStore, id: string): void {
  const path = recordPath(store, id);
  const aside = `${path}.damaged`;
  during('journal', path, () => session.fs.rename(path, aside));
  session.log({ kind: 'journal-damaged', path: aside });
}
