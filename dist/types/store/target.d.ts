import type { Plan } from '../model/plan.js';
import type { Digest, FileStat } from '../model/state-file.js';
import type { FsOps } from './fs-ops.js';
import { type ProjectStore } from './project-store.js';
/** What stands at the real path of a plan's file, under the lock. */
export type FoundTarget = {
    readonly kind: 'present';
    readonly stat: FileStat;
    readonly digest: Digest;
} | {
    readonly kind: 'absent';
};
/**
 * The path that a replace changes: links followed, so that a link stays a link. Throws `OUTSIDE_ROOT` where that leaves `allowedRoot`, and `WRITE_FAILED`
 * for a link to nothing: where that should come to stand is not for a plan to say.
 */
export declare function resolveTarget(fs: FsOps, given: string, allowedRoot: string | undefined): string;
/**
 * Reads the file again, under the lock, and holds it against the plan: anything but the content that the plan was computed from is `STATE_CHANGED`;
 * several hard links that are not our own are `HARD_LINKED`.
 */
export declare function inspectTarget(fs: FsOps, path: string, plan: Plan, store: ProjectStore | undefined): FoundTarget;
/** Looks once more, right before the commit, by the facts alone. Throws `STATE_CHANGED` where another program has been at the file. */
export declare function ensureUntouched(fs: FsOps, path: string, found: FoundTarget): void;
/** Holds the facts of a file against those that were found. Throws `STATE_CHANGED` where it is another one, or another program has been at it. */
export declare function ensureSame(path: string, found: FileStat, now: FileStat): void;
/** What stands at a path, links not followed; `undefined` for nothing. Throws what the operating system refuses. */
export declare function lookAt(fs: FsOps, path: string): {
    readonly stat: FileStat;
    readonly isSymbolicLink: boolean;
} | undefined;
