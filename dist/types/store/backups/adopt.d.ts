import type { FsOps } from '../fs-ops.js';
import { type ProjectStore } from '../project-store.js';
import type { WriterSession } from '../session.js';
import { type BackupEntry } from './manifest.js';
/**
 * Moves `held`, which is durable under that name, to its place among the backups of its file, takes note of it, and prunes beyond `keep`. After a power cut it
 * is there under the one name or the other. Done again for the same id, with or without `held`, it changes nothing more. The caller holds the lock of the
 * state file. Throws `WRITE_FAILED` (`backup`) where the system refuses; a backup that is too many and cannot be removed is told to the log.
 */
export declare function adoptBackup(session: WriterSession, store: ProjectStore, held: string, entry: BackupEntry, keep: number): void;
/** Runs what belongs to a backup: whatever the system refuses of it is told as that. */
export declare function asBackup<Result>(directory: string, act: () => Result): Result;
/**
 * Gives `held` its place, and the entry under the id that it came to have there; `undefined` where neither `held` nor a backup that it could have become is
 * there. Throws what the operating system throws.
 */
export declare function place(fs: FsOps, store: ProjectStore, path: string, held: string, entry: BackupEntry): BackupEntry | undefined;
