import type { Plan } from '../model/plan.js';
import { type FileNotes } from './journal/begin.js';
import type { HeldLock } from './lock/acquire.js';
import type { ProjectStore } from './project-store.js';
import type { WriterSession } from './session.js';
/** Where and as what changes are recorded. */
export interface Books {
    readonly store: ProjectStore;
    readonly command: string;
}
/** One file that is to change, under its lock. */
export interface LockedPlan {
    readonly plan: Plan;
    /** The real path. */
    readonly path: string;
    readonly lock: HeldLock;
    /** For the books of a project, where there is one. */
    readonly notes: FileNotes | undefined;
}
export interface ApplyResult {
    readonly kind: 'applied' | 'unchanged';
    /** The real path: links followed. */
    readonly path: string;
    /** What stays beside it on purpose: `.bak`, `.corrupt-…`, and the checksum file. */
    readonly left: readonly string[];
}
/**
 * Changes locked files, all or none: everything is staged and on the disk, then the journal says what is about to be done, then one rename follows another;
 * where one fails the others are taken back. Once all are visible, everything that belongs to them is done, whatever of it fails, and the first failure thrown
 * at the end. Gives what became of each file, in their order.
 */
export declare function changeLocked(files: readonly LockedPlan[], session: WriterSession, books: Books | undefined, isAtomic: boolean): Promise<readonly ApplyResult[]>;
