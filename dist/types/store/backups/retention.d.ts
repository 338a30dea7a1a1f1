import type { BackupEntry } from './manifest.js';
/**
 * The backups that may go, of those of one state file, oldest first. What stays: the `keep` newest healthy ones, every milestone, the newest healthy one
 * whatever `keep` is, the newest unhealthy one, which serves an undo, and all that nobody judged. An unhealthy one never takes the place of a healthy one.
 */
export declare function prunable(entries: readonly BackupEntry[], keep: number): readonly BackupEntry[];
/** The one that no pruning takes, not even by name; `undefined` where none is known to be healthy. */
export declare function newestHealthy(entries: readonly BackupEntry[]): BackupEntry | undefined;
