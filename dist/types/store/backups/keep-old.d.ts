import type { Plan } from '../../model/plan.js';
import type { FileStat } from '../../model/state-file.js';
import { type FsOps } from '../fs-ops.js';
import type { Staging, WriterSession } from '../session.js';
/** The content at a path that a replace takes away. */
export interface OldContent {
    readonly path: string;
    readonly stat: FileStat;
    /** The bits that a backup of it may have at most; `undefined` where the kind does not say. */
    readonly allowedMode: number | undefined;
}
/** What a plan says of the content that it replaces. */
type Keeping = Pick<Plan, 'keep' | 'allowedMode'>;
/** Where the content that a replace takes away is kept, before it is taken away. */
export interface KeptCopies {
    readonly paths: readonly string[];
    /** For a replace that fails after all: what was there before comes back. Gives what could not be undone to the session. */
    undo(): void;
    /** After the commit: takes from the copies the permission bits that a backup may not have. Throws what the operating system throws. */
    restrict(): void;
}
/**
 * Keeps the old content as the plan says: one more name for the same file, put in place by a rename, so that at no instant the target or a backup is
 * missing or half there; a complete copy where links do not work. Throws `WRITE_FAILED` (`backup`), with everything as it was before.
 */
export declare function keepOld(session: WriterSession, path: string, old: FileStat, plan: Keeping, staging: Staging): KeptCopies;
/** Gives the content one more name; where links do not work, a complete copy, with its owner and as much of its mode as a backup may have. */
export declare function stageOld(fs: FsOps, staged: string, { path, stat: old, allowedMode }: OldContent): void;
/**
 * Takes from a copy the mode bits beyond these, durably, and gives none. Throws what the operating system throws; leaves alone what is no file, for a
 * link may have been put there.
 */
export declare function restrictMode(fs: FsOps, path: string, mode: number): void;
export {};
