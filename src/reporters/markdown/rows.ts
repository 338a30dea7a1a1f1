import type { Severity } from '../../model/finding.ts';
import type { PlanStep } from '../../model/plan.ts';
import type { CommandName, FileReport, ReportedFinding } from '../../model/report.ts';
import { cut, visible } from '../../model/visible.ts';
import { codeFrame, LineFinder } from '../code-frame.ts';
import { diffText } from '../diff-text.ts';
import { paintOf } from '../paint.ts';
import { placeOf, shownPath, shownSentence } from '../shown.ts';
import { lossLine, stepsText } from '../steps.ts';
import { changingCommand } from './commands.ts';
import { block, code, folded } from './html.ts';

const MOST_OF_LOSS = 300;
/** So much of a diff is shown, in UTF-16 units. */
const MOST_OF_DIFF = 20_000;

const NO_PAINT = paintOf(false);

/** One row of the table, and how much it is worth beside others. */
export interface Row {
  readonly severity: Severity | 'change';
  readonly html: string;
}

/** The rows of one file: what became of it by `command`, then what stands in it. */
export function rowsOf(report: FileReport, text: string | undefined, command: CommandName): readonly Row[] {
  const { path, outcome, remaining } = report;
  const name = code(shownPath(path));
  // After a change the places are those of the new text, which is not at hand.
  const isAsFound = outcome.kind === 'unchanged' || outcome.kind === 'failed';
  const lines = text === undefined || !isAsFound ? undefined : new LineFinder(text);
  const findings = remaining.map((finding) => findingRow(path, finding, lines));
  switch (outcome.kind) {
    case 'unchanged':
      return findings;
    case 'planned': {
      const diff = outcome.diff === '' ? '' : folded('Difference', diffText(outcome.diff, NO_PAINT), MOST_OF_DIFF);
      const doing = `<br>To do it: ${code(visible(changingCommand(report, command)))}`;
      return [row('change', [name, '', '', code(changeText(outcome.steps, true)) + diff + doing]), ...findings];
    }
    case 'applied':
      return [row('change', [name, '', '', code(changeText(outcome.steps, false))]), ...findings];
    case 'failed': {
      const { code: errorCode, message, hint } = outcome.error;
      const what = code(shownSentence(message, {})) + hintOf(hint ?? '', {});
      return [row('error', [name, 'error', errorCode, what]), ...findings];
    }
  }
}

function findingRow(path: string, finding: ReportedFinding, lines: LineFinder | undefined): Row {
  const { severity, message, hint, args, pointer, range } = finding;
  const parts = { ...args, pointer, path };
  const frame = lines === undefined || range === undefined ? '' : codeFrame(lines, range, NO_PAINT);
  const what = code(shownSentence(message, parts)) + (frame === '' ? '' : block(frame));
  return row(severity, [code(placeOf(path, finding)), severity, finding.code, what + hintOf(hint, parts)]);
}

function hintOf(hint: string, parts: Readonly<Record<string, unknown>>): string {
  return hint === '' ? '' : `<br>${code(shownSentence(hint, parts))}`;
}

function row(severity: Row['severity'], cells: readonly string[]): Row {
  return { severity, html: `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>\n` };
}

function changeText(steps: readonly PlanStep[], isPlanned: boolean): string {
  const loss = lossLine(steps, isPlanned, 'few');
  return stepsText(steps, isPlanned) + (loss === undefined ? '' : `; ${cut(loss, MOST_OF_LOSS)}`);
}
