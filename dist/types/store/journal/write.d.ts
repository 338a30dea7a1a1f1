import { type OldContent } from '../backups/keep-old.js';
import { type ProjectStore } from '../project-store.js';
import type { WriterSession } from '../session.js';
import { type JournalRecord } from './record.js';
/**
 * Says durably what is about to be done: the record, and beside it, for each file, one more name for the content that will be replaced (a copy where
 * links do not work). Throws `WRITE_FAILED` (`journal`), with nothing left there.
 */
export declare function writeRecord(session: WriterSession, store: ProjectStore, record: JournalRecord, olds: readonly (OldContent | undefined)[]): void;
/** Takes a record away, with all that the journal holds for it; the record last, so that nothing is left that nobody knows. */
export declare function removeRecord(session: WriterSession, store: ProjectStore, { change, files }: JournalRecord): void;
/** A file among the records that is none says nothing of what was begun: it is put out of the way, and what the journal holds for it stays. */
export declare function setAsideRecord(session: WriterSession, store: ProjectStore, id: string): void;
