import type { ErrorReport, PlanStep } from '../model/plan.ts';
import type { FileReport } from '../model/report.ts';
import { cut } from '../model/visible.ts';
import { closingLine } from './closing-line.ts';
import type { Look, Reporter } from './reporter.ts';
import { shownPath, shownSentence } from './shown.ts';
import { lossLine, stepsText } from './steps.ts';

// A step summary is refused as a whole above 1 MiB, silently; rows are at most a few kilobytes.
const MOST_ROWS = 200;
const MOST_OF_LOSS = 300;

/** A report as a Markdown table, for pages that show one: files that need attention or were changed, at most two hundred. */
export function markdownReporter(look: Look): Reporter {
  let rows = 0;
  let left = 0;
  const row = (cells: readonly string[]): string => {
    if (rows === MOST_ROWS) {
      left += 1;
      return '';
    }
    rows += 1;
    const head = rows === 1 ? '| File | Severity | Code | What |\n| --- | --- | --- | --- |\n' : '';
    return `${head}| ${cells.join(' | ')} |\n`;
  };
  return {
    begin: () => `## statefix ${look.command}\n\n`,
    file: (report) => rowsOf(report).map(row).join(''),
    end(closing) {
      const more = left === 0 ? '' : `\n${left} more rows are left out.\n`;
      const error = closing.error === undefined ? '' : errorParagraph(closing.error);
      return `${more}${error}\n${closingLine(closing, look)}`;
    },
  };
}

function rowsOf({ path, outcome, remaining }: FileReport): readonly (readonly string[])[] {
  const name = `<code>${cell(shownPath(path))}</code>`;
  const findings = remaining.map(({ severity, code, message, args, pointer, range }) => {
    const place = range === undefined ? '' : `:${range.start.line}:${range.start.column}`;
    return [`${name}${place}`, severity, code, cell(shownSentence(message, { ...args, pointer, path }))];
  });
  switch (outcome.kind) {
    case 'unchanged':
      return findings;
    case 'planned':
      return [[name, '', '', cell(changeText(outcome.steps, true))], ...findings];
    case 'applied':
      return [[name, '', '', cell(changeText(outcome.steps, false))], ...findings];
    case 'failed':
      return [[name, 'error', outcome.error.code, cell(shownSentence(outcome.error.message, {}))], ...findings];
  }
}

function changeText(steps: readonly PlanStep[], isPlanned: boolean): string {
  const loss = lossLine(steps, isPlanned, 'few');
  return stepsText(steps, isPlanned) + (loss === undefined ? '' : `; ${cut(loss, MOST_OF_LOSS)}`);
}

function errorParagraph({ code, message, problems = [] }: ErrorReport): string {
  const items = problems.map((problem) => `- ${cell(shownSentence(problem.message, {}))}\n`);
  return `\n**${code}** ${cell(shownSentence(message, {}))}\n${items.length === 0 ? '' : `\n${items.join('')}`}`;
}

/** Text that Markdown and HTML leave as it is. */
function cell(text: string): string {
  return text.replace(/[&<>|\\`*_[\]#@!~:]/g, (character) => `&#${character.charCodeAt(0)};`);
}
