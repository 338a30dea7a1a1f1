import type { Plan } from '../model/plan.js';
import type { FileNotes } from './journal/begin.js';
import { type ProjectStore } from './project-store.js';
import type { WriterSession } from './session.js';
import { type ApplyResult, type Books } from './transaction.js';
/** What holds for one file, by its kind and by how it was found. */
export interface ApplyLimits {
    /** Absolute; nothing outside of it is written. `undefined` for a path that was named: beside its real file, wherever that is. */
    readonly allowedRoot: string | undefined;
    /** Milliseconds. */
    readonly lockTimeout: number;
    /** Milliseconds after which a lock that nobody renews is broken, where its host cannot be asked. */
    readonly staleAfter: number;
}
/** One file that is to change, and what the books of the project say of it. */
export interface PlannedFile {
    readonly plan: Plan;
    readonly limits: ApplyLimits;
    readonly notes: FileNotes;
}
/**
 * Does what a plan says, as a compare-and-swap: under the lock, only while the file still has the content that the plan was computed from, and in one
 * instant. The old content stays at the target until then, and after it where the plan keeps it. On the way it clears what dead writers left.
 *
 * When it resolves, the new content is on the disk, as far as the system can say so (a directory that cannot be synced is told to the log), and in a project
 * (`books`) so are its line in the audit and the backup of what was replaced.
 * It throws `StatefixError` with the file as it was, byte for byte, and nothing left beside it: `STATE_LOCKED`, `STATE_CHANGED`, `HARD_LINKED`,
 * `OUTSIDE_ROOT`, `OWNERSHIP`, `WRITE_FAILED` with step and errno. A `WRITE_FAILED` after the commit says that the new content is in place.
 * Extended attributes and ACLs of the old file do not come along, and programs that write without this lock are seen up to the last system call only.
 */
export declare function applyPlan(plan: Plan, session: WriterSession, limits: ApplyLimits, books?: Books & {
    readonly notes: FileNotes;
}): Promise<ApplyResult>;
/**
 * Does what several plans say, all of them or none, with the promises of `applyPlan` for each: locks in the order of their real paths, everything staged and
 * on the disk, then the journal, then one rename after another. Where one fails the others are taken back; where a crash comes between, the next
 * writing command of the project completes or undoes them. Throws, besides, `OUTSIDE_ROOT` for a file outside of the project, whose journal is no place
 * for it, and `USAGE` for one that is named twice.
 */
export declare function applyTogether(files: readonly PlannedFile[], session: WriterSession, books: Books): Promise<readonly ApplyResult[]>;
/** Clears what dead writers left around a file that needs no other change: their locks, claims, temp files and staging directories. */
export declare function clearTraces(given: string, session: WriterSession, limits: ApplyLimits, store?: ProjectStore): Promise<void>;
