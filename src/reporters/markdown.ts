import type { ErrorReport } from '../model/plan.ts';
import { closingLine } from './closing-line.ts';
import { code } from './markdown/html.ts';
import { rowsOf } from './markdown/rows.ts';
import { createTable } from './markdown/table.ts';
import type { Look, Reporter } from './reporter.ts';
import { shownSentence } from './shown.ts';

/** The page in bytes. A step summary above 1 MiB is refused as a whole, silently. */
const MOST_BYTES = 900_000;
// The heading, an error with its problems, the closing line.
const BESIDE_THE_TABLE = 30_000;
const SHOWN_PROBLEMS = 20;

/**
 * A report as a Markdown page: a table of the files that need attention or were changed, with the lines of the file, the difference of a planned change and
 * the command that mends it. At most 900 KB, cut between rows; what is left out, the best first, is counted. All that comes from files stands in
 * HTML, where it is neither Markdown nor a mention.
 */
export function markdownReporter(look: Look): Reporter {
  const table = createTable(MOST_BYTES - BESIDE_THE_TABLE);
  return {
    begin: () => `## statefix ${look.command}\n\n`,
    file(report, text) {
      for (const row of rowsOf(report, text, look.command)) table.add(row);
      return '';
    },
    end(closing) {
      const rows = table.rows();
      const head = '<tr><th>File</th><th>Severity</th><th>Code</th><th>What</th></tr>\n';
      const page = rows === '' ? '' : `<table>\n${head}${rows}</table>\n`;
      const left = table.leftOut();
      const more = left === '' ? '' : `\nLeft out here: ${left}. The JSON report has them all.\n`;
      const error = closing.error === undefined ? '' : errorText(closing.error);
      return `${page}${more}${error}\n${closingLine(closing, look)}`;
    },
  };
}

function errorText({ code: name, message, hint, problems = [] }: ErrorReport): string {
  const items = problems
    .slice(0, SHOWN_PROBLEMS)
    .map(({ message }) => `<li>${code(shownSentence(message, {}))}</li>\n`);
  const more = problems.length - items.length;
  const rest = more <= 0 ? '' : `<li>and ${more} more</li>\n`;
  const list = items.length === 0 ? '' : `<ul>\n${items.join('')}${rest}</ul>\n`;
  const advice = hint === undefined ? '' : `<br>${code(shownSentence(hint, {}))}`;
  return `\n<p><b>${name}</b> ${code(shownSentence(message, {}))}${advice}</p>\n${list}`;
}
