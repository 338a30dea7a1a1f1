import type { FileReport } from '../../src/model/report.ts';
import type { Closing, Look, Reporter } from '../../src/reporters/reporter.ts';
import { aSummary } from './reports.ts';

/** How a report looks to nobody in particular. */
export const PLAIN: Look = { command: 'check', colour: false, volume: 'normal', isPlanned: false };

/** The whole text of a reporter for these files; `texts` holds them as they were found, by path. */
export function told(
  reporter: Reporter,
  files: readonly FileReport[],
  closing: Partial<Closing> = {},
  texts: ReadonlyMap<string, string> = new Map(),
): string {
  const parts = files.map((file) => reporter.file(file, texts.get(file.path)));
  const end = { summary: aSummary({ files: files.length }), error: undefined, ...closing };
  return reporter.begin() + parts.join('') + reporter.end(end);
}
