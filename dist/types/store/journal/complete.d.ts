import type { FsOps } from '../fs-ops.js';
import { type LockWait } from '../lock/acquire.js';
import { type ProjectStore } from '../project-store.js';
import type { WriterSession } from '../session.js';
import { type JournaledFile, type JournalRecord } from './record.js';
/** Everybody holds the audit for one append at most. Longer than the stale threshold: an owner that cannot be asked must not hold it for ever. */
export declare const AUDIT_WAIT: LockWait;
/**
 * The books of a change that was made: its line in the audit, its backups in their places; then the record goes. The caller holds the locks of all its
 * files, or held them: where somebody else has done it meanwhile, as for a writer that was stopped, nothing is done. `areLocksOurs` tells, once the audit is locked,
 * that nobody else can have done a part of it.
 *
 * Throws `STATE_CHANGED` where somebody else took the change back meanwhile. Throws with the record in its place, so that the next writing command does the rest: `WRITE_FAILED`, or `STATE_LOCKED` where the audit is held for long.
 */
export declare function completeRecord(session: WriterSession, store: ProjectStore, record: JournalRecord, areLocksOurs: () => boolean): Promise<void>;
/** Puts what the journal holds for a change among the backups of its files. */
export declare function keepBackups(session: WriterSession, store: ProjectStore, record: JournalRecord, isKept?: (index: number) => boolean): void;
/** Where the file of a record stands. */
export declare function targetOf(store: ProjectStore, { path }: Pick<JournaledFile, 'path'>): string;
/** True where a record still stands: its change is not yet done with. */
export declare function isStanding(fs: FsOps, store: ProjectStore, { change }: JournalRecord): boolean;
