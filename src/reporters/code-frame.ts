import type { Range } from '../model/finding.ts';
import { cut, SHOWN_LENGTH, visible } from '../model/visible.ts';
import type { Paint } from './paint.ts';

// So much of a long line stands before the place that is meant.
const LEAD = 60;

/** Finds lines of one text in ascending order, each piece of it scanned once: a thousand findings in a big file cost one pass. */
export class LineFinder {
  readonly #text: string;
  readonly #starts: number[] = [0];
  readonly #lineBreak = /\r\n|\n|\r/g;
  #isScanned = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** The line without its break, from 1; `undefined` past the end. */
  line(number: number): string | undefined {
    this.#scanTo(number);
    const start = this.#starts[number - 1];
    if (start === undefined) return undefined;
    let end = this.#starts[number] ?? this.#text.length;
    while (end > start && '\r\n'.includes(this.#text.charAt(end - 1))) end -= 1;
    return this.#text.slice(start, end);
  }

  #scanTo(number: number): void {
    while (!this.#isScanned && this.#starts.length <= number) {
      const found = this.#lineBreak.exec(this.#text);
      if (found === null) this.#isScanned = true;
      else this.#starts.push(this.#lineBreak.lastIndex);
    }
  }
}

/** The line of a finding with a mark under it, and the line before; empty where the text has no such line. */
export function codeFrame(lines: LineFinder, range: Range, paint: Paint): string {
  const { line, column } = range.start;
  const text = lines.line(line);
  if (text === undefined) return '';
  const width = String(line).length;
  const rows: string[] = [];
  const before = line > 1 ? lines.line(line - 1) : undefined;
  if (before !== undefined) rows.push(row(String(line - 1).padStart(width), ` ${cut(asLine(before))}`, paint));

  const from = text.length > SHOWN_LENGTH ? Math.max(0, column - 1 - LEAD) : 0;
  const lead = (from > 0 ? '…' : '') + asLine(text.slice(from, column - 1));
  const rest = asLine(text.slice(column - 1, from + SHOWN_LENGTH));
  const isCut = text.length > from + SHOWN_LENGTH;
  rows.push(row(String(line), ` ${lead}${rest}${isCut ? '…' : ''}`, paint));

  const lastColumn = range.end.line === line ? range.end.column : text.length + 1;
  const marked = asLine(text.slice(column - 1, Math.min(lastColumn - 1, from + SHOWN_LENGTH)));
  const mark = '^'.repeat(Math.max(1, marked.length));
  rows.push(row(' '.repeat(width), ` ${' '.repeat(lead.length)}${paint.error(mark)}`, paint));
  return rows.map((text) => `${text.trimEnd()}\n`).join('');
}

function row(number: string, text: string, paint: Paint): string {
  return `  ${paint.faint(`${number} |`)}${text}`;
}

// A tab is no danger, only wide; as two spaces the mark below stays under its place.
function asLine(text: string): string {
  return visible(text.replaceAll('\t', '  '));
}
