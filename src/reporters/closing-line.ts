import type { CommandName, Summary } from '../model/report.ts';
import type { Closing, Look } from './reporter.ts';

/** The last line of a report for people: what was done, and what stands. */
export function closingLine({ summary, error }: Closing, { command, isPlanned }: Look): string {
  // The error says all where nothing was done before it.
  if (error !== undefined && summary.files === 0) return '';
  const done = act(command, summary, isPlanned);
  const counts = [count(summary.errors, 'error'), count(summary.warnings, 'warning'), count(summary.notes, 'note')];
  const standing = counts.filter((text) => text !== '').join(', ');
  const broken = error === undefined ? '' : ' Stopped by an error before the end.';
  return `${done}: ${standing === '' ? 'no problems' : standing}.${broken}\n`;
}

function act(command: CommandName, { files, changed, failed }: Summary, isPlanned: boolean): string {
  const all = files === 1 ? '1 file' : `${files} files`;
  if (command === 'check' || command === 'status') return `Checked ${all}`;
  const would = isPlanned ? ' would change' : ' changed';
  return `${all}, ${changed}${would}${failed === 0 ? '' : `, ${failed} failed`}`;
}

function count(number: number, noun: string): string {
  if (number === 0) return '';
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
