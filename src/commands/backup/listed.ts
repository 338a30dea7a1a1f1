import type { ListedBackup } from '../../model/backup-report.ts';
import type { BackupEntry } from '../../store/backups/manifest.ts';

/** An entry of a manifest as reports show it. */
export function listed({
  id,
  at,
  why,
  version,
  size,
  digest,
  isHealthy,
  isMilestone,
  isUnjudged,
  change,
}: BackupEntry): ListedBackup {
  const health = isUnjudged === true ? 'unknown' : isHealthy ? 'healthy' : 'unhealthy';
  return { id, at, why, version, size, digest, health, milestone: isMilestone, change };
}
