import type { ExplainReport, Explanation } from '../model/explanation.ts';
import { type Paint, paintOf } from './paint.ts';
import type { Look } from './reporter.ts';

/** `statefix explain` for people: a page, or a line for each code. */
export function explainText(
  { codes, page }: ExplainReport,
  { colour, volume }: Pick<Look, 'colour' | 'volume'>,
): string {
  if (volume === 'quiet') return '';
  const paint = paintOf(colour);
  const errors = codes.filter(({ kind }) => kind === 'error');
  if (page !== undefined) return pageText(page, paint) + errors.map((each) => `\n${errorText(each, paint)}`).join('');
  if (codes.length === 1) return errors.map((each) => errorText(each, paint)).join('');
  const width = Math.max(...codes.map(({ code }) => code.length));
  const rows = codes.map((each) => {
    const grade = each.kind === 'finding' ? each.severity : `exit ${each.exitCode}`;
    const painted = each.kind === 'finding' ? paint[each.severity](grade) : grade;
    return `${paint.strong(each.code)}${' '.repeat(width - each.code.length)}  ${painted}${' '.repeat(8 - grade.length)} ${each.summary}\n`;
  });
  return `${rows.join('')}\nOne of them in full: statefix explain CODE\n`;
}

function errorText(explanation: Explanation, paint: Paint): string {
  const exit = explanation.kind === 'error' ? ` (an error, exit code ${explanation.exitCode})` : '';
  return `${paint.strong(explanation.code)}${exit}\n\n${explanation.summary}\n`;
}

/** The Markdown of a page without its marks: sections in capitals, examples indented under the names of their files. */
function pageText(page: string, paint: Paint): string {
  let isCode = false;
  const lines = page
    .trimEnd()
    .split('\n')
    .flatMap((line): readonly string[] => {
      const [, info] = /^```(.*)$/.exec(line) ?? [];
      if (info !== undefined) {
        isCode = !isCode;
        const [, name] = info.split(' ');
        return name === undefined ? [] : [`  ${paint.faint(`${name}:`)}`];
      }
      if (isCode) return [line === '' ? '' : `    ${line}`];
      // It says where the page stands among the others.
      if (line.startsWith('All findings: ')) return [];
      if (line.startsWith('# ')) return [paint.strong(line.slice(2))];
      if (line.startsWith('## ')) return [paint.strong(line.slice(3).toUpperCase())];
      return [plain(line)];
    });
  return `${lines.join('\n').trimEnd()}\n`;
}

function plain(line: string): string {
  return line.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('**', '');
}
