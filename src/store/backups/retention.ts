import type { BackupEntry } from './manifest.ts';

/**
 * The backups that may go, of those of one state file, oldest first. What stays: the `keep` newest healthy ones, every milestone, the newest healthy one
 * whatever `keep` is, the newest unhealthy one, which serves an undo, and all that nobody judged. An unhealthy one never takes the place of a healthy one.
 */
export function prunable(entries: readonly BackupEntry[], keep: number): readonly BackupEntry[] {
  const judged = entries.filter(({ isUnjudged }) => isUnjudged === undefined);
  const healthy = judged.filter(({ isHealthy }) => isHealthy);
  const rolling = healthy.filter(({ isMilestone }) => !isMilestone);
  const kept = new Set([
    ...rolling.slice(Math.max(0, rolling.length - keep)),
    ...healthy.slice(-1),
    ...judged.filter(({ isHealthy }) => !isHealthy).slice(-1),
  ]);
  return judged.filter((entry) => !entry.isMilestone && !kept.has(entry));
}

/** The one that no pruning takes, not even by name; `undefined` where none is known to be healthy. */
export function newestHealthy(entries: readonly BackupEntry[]): BackupEntry | undefined {
  return entries.findLast(({ isHealthy }) => isHealthy);
}
