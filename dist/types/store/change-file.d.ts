import type { Plan } from '../model/plan.js';
import type { Digest, FileStat } from '../model/state-file.js';
import { type KeptCopies } from './backups/keep-old.js';
import { type FsOps } from './fs-ops.js';
import type { HeldLock } from './lock/acquire.js';
import type { ProjectStore } from './project-store.js';
import type { WriterSession } from './session.js';
import { type FoundTarget } from './target.js';
/** What is to be done with one locked file. */
export interface FileWork {
    readonly plan: Plan;
    /** The real path. */
    readonly path: string;
    readonly lock: HeldLock;
    readonly found: FoundTarget;
    /** `around`: the bytes stay, only the mode or the checksum file changes; `remove`: it goes, as it had not been there before. */
    readonly kind: 'none' | 'around' | 'replace' | 'remove';
    readonly isModeChanged: boolean;
    /** The checksum file that changes, with what it records now; `undefined` where it says already what it should. */
    readonly sidecar: {
        readonly path: string;
        readonly recorded: Digest | undefined;
    } | undefined;
}
/** A file at its new content, while there is a way back. */
export interface CommittedFile {
    readonly work: FileWork;
    readonly kept: KeptCopies | undefined;
    /** What the commit put there, as it was staged; `undefined` where nothing was. */
    readonly put: FileStat | undefined;
}
/** Reads the file again under its lock and holds it against the plan. Throws `STATE_CHANGED`, `HARD_LINKED`, `WRITE_FAILED`; changes nothing. */
export declare function inspectWork(fs: FsOps, plan: Plan, path: string, lock: HeldLock, store: ProjectStore | undefined): FileWork;
/** Puts the new content, complete and on the disk, into the staging directory. Throws with nothing staged. */
export declare function stageWork({ fs }: WriterSession, work: FileWork): void;
/** The mode of the new content. A file that was not there gets no set-id bits: its owner is whoever runs, and no backup may lend out their rights. */
export declare function modeOfNew({ plan, found }: Pick<FileWork, 'plan' | 'found'>): number;
/**
 * Keeps the old content and makes the new one visible, in one instant. A failure that leaves the file as it was is thrown; one that is told although the
 * change was made goes to `failures`.
 */
export declare function commitWork(session: WriterSession, work: FileWork, failures: unknown[]): Promise<CommittedFile>;
/**
 * Brings back what a committed file was, from the content that the journal holds, where the file is still what we made of it and its lock is ours: what
 * others did since is theirs. Throws what the operating system refuses; then the journal still knows of it.
 */
export declare function takeBack(session: WriterSession, committed: CommittedFile, held: string): Promise<void>;
/**
 * The new content is visible and stays: does everything that belongs to it, whatever of it fails. `held` is the name that the journal gave to the old
 * content.
 */
export declare function settleWork(session: WriterSession, { work, kept }: CommittedFile, held: string | undefined, failures: unknown[]): Promise<void>;
/** What stays beside the file on purpose. */
export declare function leftBy({ work, kept }: CommittedFile): readonly string[];
/** Takes away what the change of this one file may have staged; the directory, and what others stage in it, stays. */
export declare function clearStaged(session: WriterSession, { path, lock }: Pick<FileWork, 'path' | 'lock'>): void;
export declare function attempt(failures: unknown[], act: () => void): void;
/**
 * Bytes and mtime stay: only the permission bits change, through one descriptor that is known to be the file that was judged. Throws with the mode as it was;
 * gives the error of a change that was made, but could not be synced.
 */
export declare function changeMode(fs: FsOps, path: string, found: FileStat, mode: number): unknown;
