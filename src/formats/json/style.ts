import { createScanner } from 'jsonc-parser';
import { mostCommon } from './most-common.ts';
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  END,
  isTrivia,
  LINE_BREAK,
  OPEN_BRACE,
  OPEN_BRACKET,
} from './tokens.ts';

/** How a document is laid out, by the first place that shows each habit: for what has no sibling to follow. */
export interface Style {
  /** One level of indentation; `undefined` where the document stands on one line. */
  readonly indent: string | undefined;
  readonly lineBreak: string;
  /** The text from a key to its value. */
  readonly colon: string;
  /** The blanks behind a comma on one line. */
  readonly comma: string;
  /** The blanks inside of the braces of an object on one line. */
  readonly padding: string;
  /** A comma behind the last part of a container that stands on several lines. */
  readonly hasTrailingCommas: boolean;
  /** Arrays of several scalars stand on one line. */
  readonly hasRows: boolean;
}

/** Who has not shown a habit so far into the text does not have it. */
const FAR_ENOUGH = 100_000;

/** How many colons tell how colons are written. */
const ENOUGH = 20;

/** Reads the habits of a document in one scan, which ends when all are known. */
export function styleOf(text: string): Style {
  let indent: string | undefined;
  let lineBreak: string | undefined;
  const colons: string[] = [];
  let comma: string | undefined;
  let padding: string | undefined;
  let hasTrailingCommas: boolean | undefined;
  let hasRows: boolean | undefined;
  let row: { commas: number; isBroken: boolean } | undefined;
  let hasParts = false;
  let lineIndent = '';
  let previous = { token: END as number, end: 0, indent: '' };
  let keyEnd = 0;
  const scanner = createScanner(text, false);
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    const start = scanner.getTokenOffset();
    const end = scanner.getPosition();
    if (token === LINE_BREAK) {
      lineBreak ??= text.slice(start, end);
      if (row !== undefined) row.isBroken = true;
      lineIndent = /^[ \t]*/.exec(text.slice(end, end + 200))?.[0] ?? '';
    }
    if (isTrivia(token)) continue;
    const between = text.slice(previous.end, start);
    const isBlank = /^[ \t]*$/.test(between);
    const isOpener = previous.token === OPEN_BRACE || previous.token === OPEN_BRACKET;
    const isCloser = token === CLOSE_BRACE || token === CLOSE_BRACKET;
    if (isOpener && !isCloser) {
      hasParts = true;
      if (!isBlank && /[\r\n]/.test(between) && lineIndent.startsWith(previous.indent)) {
        indent ??= lineIndent.slice(previous.indent.length);
      }
      if (isBlank && previous.token === OPEN_BRACE) padding ??= between;
    }
    if (previous.token === COMMA && isBlank && !isCloser) comma ??= between;
    if (token === COLON) keyEnd = previous.end;
    if (previous.token === COLON) {
      const around = text.slice(keyEnd, start);
      if (/^[ \t]*:[ \t]*$/.test(around)) colons.push(around);
    }
    if (token === OPEN_BRACKET) row = { commas: 0, isBroken: false };
    else if (token === OPEN_BRACE) row = undefined;
    else if (token === COMMA && row !== undefined) row.commas += 1;
    else if (isCloser) {
      if (row !== undefined && row.commas > 0) hasRows ??= !row.isBroken;
      row = undefined;
    }
    if (isCloser && !isOpener && !isBlank) hasTrailingCommas ??= previous.token === COMMA;
    previous = { token, end, indent: lineIndent };
    const isKnown = indent !== undefined && comma !== undefined && colons.length >= ENOUGH && padding !== undefined;
    const isAllKnown = isKnown && hasTrailingCommas !== undefined && hasRows !== undefined;
    if (isAllKnown || end > FAR_ENOUGH) break;
  }
  const colon = mostCommon(colons);
  const isCompact = colon !== undefined && !/[ \t]$/.test(colon);
  return {
    indent: indent ?? (hasParts ? undefined : '  '),
    lineBreak: lineBreak ?? '\n',
    colon: colon ?? ': ',
    comma: comma ?? (isCompact ? '' : ' '),
    padding: padding ?? '',
    hasTrailingCommas: hasTrailingCommas ?? false,
    hasRows: hasRows ?? false,
  };
}
