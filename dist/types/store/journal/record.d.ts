import type { Change, RecordedFile } from '../../model/change.js';
import type { Digest } from '../../model/digest.js';
import type { Keep } from '../../model/plan.js';
import type { LockRecord } from '../lock/record.js';
/** What the journal knows of one file of a change that has begun, besides what the audit will say. */
export interface JournaledFile extends RecordedFile {
    /** The lockId under which the file was locked and its new content staged. */
    readonly lockId: string;
    readonly keep: Keep;
    /** The bits that a backup may have at most; `null` where the kind does not say. */
    readonly allowedMode: number | null;
    /** What the checksum file beside it records after the change; `null` where the change leaves it alone. */
    readonly sidecarTo: Digest | null;
    /** Rolling backups of this file that stay. */
    readonly backupsKept: number;
    /** True where the content that is replaced outlives the rolling backups. */
    readonly isMilestone: boolean;
    /** Size and owner of the content that is replaced. */
    readonly size: number;
    readonly uid: number;
    readonly gid: number;
}
/** A change that has begun: written and synced before the first file is replaced, taken away when all is done. */
export interface JournalRecord {
    readonly version: 1;
    /** True where the files change together or not at all. */
    readonly isAtomic: boolean;
    readonly change: Omit<Change, 'files'>;
    readonly files: readonly JournaledFile[];
    /** Who is at it, in the words of a lock file. */
    readonly holder: LockRecord;
}
/** The change as the audit records it. */
export declare function changeOf({ change, files }: JournalRecord): Change;
export declare function renderRecord(record: JournalRecord): Uint8Array;
/** Reads a record without trusting it; `undefined` for anything that is none. Every member that something depends on is checked. */
export declare function parseRecord(bytes: Uint8Array): JournalRecord | undefined;
/** The id names files of the journal: nothing else may be named by it. */
export declare function isChangeId(value: unknown): value is string;
