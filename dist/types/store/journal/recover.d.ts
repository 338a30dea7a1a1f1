import { type LockWait } from '../lock/acquire.js';
import { type ProjectStore } from '../project-store.js';
import type { WriterSession } from '../session.js';
import type { JournalRecord } from './record.js';
/**
 * Finishes what dead writers of this project have begun: completes or undoes their sets of files, and does the books of what they had done. What a living
 * one is at is left to it. The caller holds no lock. Throws `StatefixError` where the system refuses, with the journal still knowing of it.
 */
export declare function recoverPending(session: WriterSession, store: ProjectStore, wait: LockWait): Promise<void>;
/** Finishes one change whose writer has lost its locks. The caller holds none of them. */
export declare function recoverChange(session: WriterSession, store: ProjectStore, record: JournalRecord, wait: LockWait): Promise<void>;
