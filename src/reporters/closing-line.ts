import type { CommandName, Summary } from '../model/report.ts';
import type { Closing, Look } from './reporter.ts';

/** The last line of a report for people: what was done, and what stands. A run that an error stopped is never said to have no problems. */
export function closingLine({ summary, error }: Closing, { command, isPlanned }: Look): string {
  // The error says all where nothing was done before it.
  if (error !== undefined && summary.files === 0) return '';
  const counts = [count(summary.errors, 'error'), count(summary.warnings, 'warning'), count(summary.notes, 'note')];
  const standing = counts.filter((text) => text !== '').join(', ');
  if (error === undefined) {
    const verdict = standing || (summary.failed === 0 ? 'no problems' : '');
    return `${done(command, summary, isPlanned)}${verdict === '' ? '' : `: ${verdict}`}.\n`;
  }
  return `Stopped by an error after ${acted(command, summary, isPlanned)}${standing === '' ? '' : `: ${standing}`}.\n`;
}

function done(command: CommandName, summary: Summary, isPlanned: boolean): string {
  const files = acted(command, summary, isPlanned);
  return isLook(command) ? `Checked ${files}` : files;
}

function acted(command: CommandName, { files, changed, failed }: Summary, isPlanned: boolean): string {
  const all = files === 1 ? '1 file' : `${files} files`;
  if (isLook(command)) return all;
  const would = isPlanned ? ' would change' : ' changed';
  return `${all}, ${changed}${would}${failed === 0 ? '' : `, ${failed} failed`}`;
}

function isLook(command: CommandName): boolean {
  return command === 'check' || command === 'status';
}

function count(number: number, noun: string): string {
  if (number === 0) return '';
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
