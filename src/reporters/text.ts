import type { ErrorReport, PlanStep } from '../model/plan.ts';
import type { FileReport, ReportedFinding } from '../model/report.ts';
import { closingLine } from './closing-line.ts';
import { codeFrame, LineFinder } from './code-frame.ts';
import { diffText } from './diff-text.ts';
import { neutral } from './neutral.ts';
import { type Paint, paintOf } from './paint.ts';
import type { Look, Reporter } from './reporter.ts';
import { placeOf, shownPath, shownSentence } from './shown.ts';
import { lossLine, stepsText } from './steps.ts';

/** The report for people: one line a finding, a code frame and a hint below it, one line a change, a last line that counts. */
export function textReporter(look: Look): Reporter {
  const paint = paintOf(look.colour);
  return {
    begin: () => '',
    file: (report, text) => neutral(fileText(report, text, look, paint)),
    end: (closing) => (look.volume === 'quiet' ? '' : closingLine(closing, look)),
  };
}

function fileText(report: FileReport, text: string | undefined, look: Look, paint: Paint): string {
  const lines = text === undefined ? undefined : new LineFinder(text);
  const found = foundShown(report, look)
    .map((finding) => findingText(report.path, finding, lines, paint))
    .join('');
  return found + outcomeText(report, look, paint) + remainingShown(report, look, paint);
}

/** What stood in the file as found: of a changed one only what the change itself has to say, unless asked for more. */
function foundShown({ findings, outcome }: FileReport, { volume }: Look): readonly ReportedFinding[] {
  const isChange = outcome.kind === 'applied' || outcome.kind === 'planned';
  // What the change would have mended is no news beside the reason why it could not; least of all the advice to try it.
  if (outcome.kind === 'failed' && volume === 'normal')
    return findings.filter(({ code }) => code !== 'VERSION_OUTDATED');
  if (volume === 'quiet') return isChange ? [] : findings.filter(({ severity }) => severity === 'error');
  if (!isChange || volume === 'verbose') return findings;
  return findings.filter(({ code }) => code === 'SPELLING_CHANGED');
}

/** What stands after a change; without code frames, because the text has changed. */
function remainingShown(report: FileReport, { volume }: Look, paint: Paint): string {
  const { outcome, remaining } = report;
  if (outcome.kind !== 'applied' && outcome.kind !== 'planned') return '';
  const told = volume === 'quiet' ? remaining.filter(({ severity }) => severity === 'error') : remaining;
  return told
    .filter(({ code }) => code !== 'SPELLING_CHANGED')
    .map((finding) => findingText(report.path, finding, undefined, paint))
    .join('');
}

function findingText(path: string, finding: ReportedFinding, lines: LineFinder | undefined, paint: Paint): string {
  const { severity, code, message, hint, args, pointer, range } = finding;
  const parts = { ...args, pointer, path };
  const head = `${placeOf(path, finding)}: ${paint[severity](severity)} ${paint.strong(code)} ${shownSentence(message, parts)}\n`;
  const frame = lines === undefined || range === undefined ? '' : codeFrame(lines, range, paint);
  return head + frame + hintText(hint, parts, paint);
}

function outcomeText({ path, kind, stateVersion, outcome, findings }: FileReport, look: Look, paint: Paint): string {
  const name = shownPath(path);
  switch (outcome.kind) {
    case 'unchanged': {
      const isHealthy = findings.every(({ severity }) => severity === 'note');
      const version = stateVersion.found === null ? '' : ` ${stateVersion.found}`;
      const state = look.command === 'check' ? 'healthy' : 'unchanged';
      return look.volume === 'verbose' && isHealthy
        ? `${name}: ${state}, ${shownSentence(`${kind}${version}`, { version })}\n`
        : '';
    }
    case 'planned': {
      return changeText(name, outcome.steps, true, look) + diffText(outcome.diff, paint);
    }
    case 'applied':
      return changeText(name, outcome.steps, false, look);
    case 'failed':
      return errorText(name, outcome.error, paint);
  }
}

/** What is changed, and below it what is lost by that. */
function changeText(name: string, steps: readonly PlanStep[], isPlanned: boolean, { volume }: Look): string {
  if (volume === 'quiet') return '';
  const loss = lossLine(steps, isPlanned, volume === 'verbose' ? 'all' : 'few');
  return `${name}: ${stepsText(steps, isPlanned)}\n${loss === undefined ? '' : `  ${loss}\n`}`;
}

/** An error of one file, or of the whole run, as people read it. */
export function errorText(subject: string, error: ErrorReport, paint: Paint): string {
  const parts = { pointer: error.pointer ?? '' };
  const head = `${subject}: ${paint.error('error')} ${paint.strong(error.code)} ${shownSentence(error.message, parts)}\n`;
  const problems = (error.problems ?? []).map(({ message, hint }) => {
    const line = `  ${shownSentence(message, parts)}\n`;
    return hint === undefined ? line : `${line}  ${hintText(hint, parts, paint)}`;
  });
  return neutral(head + problems.join('') + hintText(error.hint ?? '', parts, paint));
}

function hintText(hint: string, parts: Readonly<Record<string, unknown>>, paint: Paint): string {
  return hint === '' ? '' : `  ${paint.faint('hint:')} ${shownSentence(hint, parts)}\n`;
}
