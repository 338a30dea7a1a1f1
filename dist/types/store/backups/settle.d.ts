import type { FsOps } from '../fs-ops.js';
import type { StoreLog } from '../log.js';
import type { ProjectStore } from '../project-store.js';
import { type BackupEntry, type Manifest } from './manifest.js';
/** What is left of the backups of one file, and what was taken away. */
export interface SettledBackups {
    readonly manifest: Manifest;
    readonly removed: readonly BackupEntry[];
}
/**
 * Brings the manifest of one state file in line with what stands there, `known` telling of it: removes the backups that `choose` names and what a crash left,
 * and writes it. The caller holds the lock of the state file. Throws what the operating system throws; what cannot be removed is told to the log, and stays.
 */
export declare function settleBackups({ fs, log }: {
    readonly fs: FsOps;
    readonly log: StoreLog;
}, store: ProjectStore, path: string, known: readonly BackupEntry[], choose: (entries: readonly BackupEntry[]) => readonly BackupEntry[]): SettledBackups;
/** The entries, and that one: in the place of what was known under its id, else as the newest. */
export declare function noted(entries: readonly BackupEntry[], placed: BackupEntry): readonly BackupEntry[];
