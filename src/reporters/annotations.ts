import type { Range, Severity } from '../model/finding.ts';
import type { FileReport } from '../model/report.ts';
import { shownSentence } from './shown.ts';

/** So many annotations of one level are told; GitHub shows ten a step, and the tenth counts the rest. */
const SHOWN_A_LEVEL = 9;

const LEVELS = ['error', 'warning', 'note'] as const satisfies readonly Severity[];

/** A remark that a code host shows beside the file. */
export interface Annotation {
  readonly level: Severity;
  readonly title: string;
  readonly message: string;
  readonly path: string | undefined;
  readonly range: Range | undefined;
}

/** Makes annotations of reports as they come. */
export interface Annotator {
  /** Those of one file that are among the first of their level. */
  of(report: FileReport): readonly Annotation[];
  /** One more for each level that had more. */
  rest(): readonly Annotation[];
}

export function createAnnotator(): Annotator {
  const counts = { error: 0, warning: 0, note: 0 };
  return {
    of: (report) =>
      annotationsOf(report).filter(({ level }) => {
        counts[level] += 1;
        return counts[level] <= SHOWN_A_LEVEL;
      }),
    rest: () =>
      LEVELS.filter((level) => counts[level] > SHOWN_A_LEVEL).map((level) => {
        const more = counts[level] - SHOWN_A_LEVEL;
        const message = `${more} more ${level}${more === 1 ? '' : 's'}: see the log and the report`;
        return { level, title: 'statefix', message, path: undefined, range: undefined };
      }),
  };
}

function annotationsOf({ path, outcome, remaining }: FileReport): readonly Annotation[] {
  const findings = remaining.map(({ severity, code, message, hint, args, pointer, range }) => ({
    level: severity,
    title: code,
    message: shownSentence(hint === '' ? message : `${message}. ${hint}`, { ...args, pointer, path }),
    path,
    range,
  }));
  if (outcome.kind !== 'failed') return findings;
  const { code, message } = outcome.error;
  return [{ level: 'error', title: code, message: shownSentence(message, {}), path, range: undefined }, ...findings];
}
