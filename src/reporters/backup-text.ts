import type {
  BackupProblem,
  BackupReport,
  FileBackups,
  FileCreated,
  FilePruned,
  FileVerified,
  ListedBackup,
} from '../model/backup-report.ts';
import type { ErrorReport } from '../model/plan.ts';
import { type Paint, paintOf } from './paint.ts';
import type { Look } from './reporter.ts';
import { secondOf, shown, shownPath } from './shown.ts';
import { errorText } from './text.ts';

const HEADS = ['ID', 'TIME', 'WHY', 'VERSION', 'SIZE', 'HEALTH', 'MILESTONE'] as const;

/** What `statefix backup list`, `create`, `verify` and `prune` say to people. */
export function backupText(report: BackupReport, look: Pick<Look, 'colour' | 'volume'>): string {
  const paint = paintOf(look.colour);
  const isQuiet = look.volume === 'quiet';
  switch (report.command) {
    case 'backup list':
      return each(report.files, paint, (file) => (isQuiet ? '' : listText(file)));
    case 'backup create':
      return each(report.files, paint, (file) => (isQuiet ? '' : createdText(file, paint)));
    case 'backup verify':
      return each(report.files, paint, (file) => verifiedText(file, isQuiet, paint));
    case 'backup prune':
      return each(report.files, paint, (file) => prunedText(file, report.planned, isQuiet, paint));
  }
}

function each<File extends { readonly path: string; readonly error?: ErrorReport }>(
  files: readonly File[],
  paint: Paint,
  textOf: (file: File) => string,
): string {
  return files
    .map((file) => (file.error === undefined ? textOf(file) : errorText(shownPath(file.path), file.error, paint)))
    .join('');
}

function listText({ path, backups }: FileBackups): string {
  if (backups.length === 0) return `${shownPath(path)}: no backups\n`;
  const rows = [HEADS, ...backups.map(rowOf)];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return `${shownPath(path)}: ${count(backups.length, 'backup')}\n${lines.map((line) => `  ${line.trimEnd()}\n`).join('')}`;
}

function rowOf({ id, at, why, version, size, health, milestone }: ListedBackup): readonly string[] {
  return [id, shown(secondOf(at)), shown(why), shown(version ?? '-'), String(size), health, milestone ? 'yes' : '-'];
}

function createdText({ path, backup }: FileCreated, paint: Paint): string {
  if (backup === undefined) return '';
  const health =
    backup.health === 'healthy' ? '' : `, ${paint.warning('unhealthy')}: the file is broken, see statefix check`;
  return `${shownPath(path)}: backed up as ${backup.id}${health}\n`;
}

function verifiedText({ path, backups, problems }: FileVerified, isQuiet: boolean, paint: Paint): string {
  if (problems.length > 0) return problemsText(path, problems, paint);
  return isQuiet
    ? ''
    : `${shownPath(path)}: ${count(backups, 'backup')}, ${backups === 0 ? 'nothing to verify' : 'as stored'}\n`;
}

function prunedText(
  { path, removed, refused }: FilePruned,
  isPlanned: boolean,
  isQuiet: boolean,
  paint: Paint,
): string {
  const told = problemsText(path, refused, paint);
  if (isQuiet) return told;
  if (removed.length === 0) return refused.length > 0 ? told : `${shownPath(path)}: nothing to prune\n`;
  const act = isPlanned ? 'would remove' : 'removed';
  return `${shownPath(path)}: ${act} ${count(removed.length, 'backup')}: ${removed.map(({ id }) => id).join(', ')}\n${told}`;
}

function problemsText(path: string, problems: readonly BackupProblem[], paint: Paint): string {
  return problems
    .map(({ name, message }) => `${shownPath(path)}: ${paint.error('error')} ${shown(name)}: ${shown(message)}\n`)
    .join('');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
