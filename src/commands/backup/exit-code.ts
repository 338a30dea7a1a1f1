import type { BackupReport } from '../../model/backup-report.ts';
import { EXIT_CODES } from '../../model/errors.ts';
import { strongestExitCode } from '../summary.ts';

/** 0 where all is well; 1 where a backup is not what was stored or could not serve; 3 where a file could not be acted on, or what was named stays. */
export function backupExitCode(report: BackupReport): number {
  const errors = report.files.map(({ error }) => (error === undefined ? 0 : EXIT_CODES[error.code]));
  switch (report.command) {
    case 'backup list':
    case 'backup create':
      return strongestExitCode(errors);
    case 'backup verify':
      return strongestExitCode([...errors, report.files.some(({ problems }) => problems.length > 0) ? 1 : 0]);
    case 'backup prune':
      return strongestExitCode([...errors, report.files.some(({ refused }) => refused.length > 0) ? 3 : 0]);
  }
}
