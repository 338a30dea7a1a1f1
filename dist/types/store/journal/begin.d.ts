import { type FileWork } from '../change-file.js';
import { type ProjectStore } from '../project-store.js';
import type { WriterSession } from '../session.js';
import type { JournalRecord } from './record.js';
/** What the books say of the change of one file, besides what its plan and the file itself tell. */
export interface FileNotes {
    /** The name of its kind. */
    readonly kind: string;
    readonly versions: {
        readonly from: string | null;
        readonly to: string | null;
    };
    /** Where the content was taken from, for a repair, a restore and an undo. */
    readonly recovery: string | null;
    readonly wasHealthy: boolean;
    /** How many rolling backups of it stay. */
    readonly backupsKept: number;
    /** True where the content that is replaced outlives the rolling backups. */
    readonly isMilestone: boolean;
}
/** The record of a change that is about to be made. */
export declare function recordOf(session: WriterSession, { store, command }: {
    readonly store: ProjectStore;
    readonly command: string;
}, parts: readonly {
    readonly work: FileWork;
    readonly file: {
        readonly notes: FileNotes | undefined;
    };
}[], isAtomic: boolean): JournalRecord;
