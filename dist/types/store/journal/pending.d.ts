import type { FsOps } from '../fs-ops.js';
import { type ProjectStore } from '../project-store.js';
import { type JournalRecord } from './record.js';
/** A record that stands in the journal. */
export interface PendingChange {
    /** The id of the change, as its file is named. */
    readonly id: string;
    /** `undefined` where the file is no record: nothing was done by it, since a record is complete before it gets its name. */
    readonly record: JournalRecord | undefined;
}
export declare function recordPath(store: ProjectStore, id: string): string;
/** Where the journal holds the content that a change replaces, by the position of its file in the record. */
export declare function heldPath(store: ProjectStore, id: string, index: number): string;
/** Every record that stands in the journal, oldest first. One look at one directory where there is none. Throws what the operating system refuses. */
export declare function pendingChanges(fs: FsOps, store: ProjectStore): readonly PendingChange[];
/** What the journal holds for changes whose record is gone: a power cut may leave that. What it holds for a record that was set aside is none of it. */
export declare function orphans(fs: FsOps, store: ProjectStore): readonly {
    readonly id: string;
    readonly index: number;
}[];
export declare function readRecord(fs: FsOps, store: ProjectStore, id: string): JournalRecord | undefined | 'gone';
/** The staging directories whose content a set that has begun still needs, by the start of their names. */
export declare function sparedStagings(pending: readonly PendingChange[]): ReadonlySet<string>;
