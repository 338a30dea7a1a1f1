import { createScanner } from 'jsonc-parser';
import { MAX_DEPTH } from '../format.ts';
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  END,
  isTrivia,
  LINE_COMMENT,
  OPEN_BRACE,
  OPEN_BRACKET,
  STRING,
  UNKNOWN,
} from '../json/tokens.ts';

/** A container that is open where the damage begins. */
interface Open {
  readonly closer: '}' | ']';
  readonly start: number;
  /** Behind its last complete member or item, else behind its bracket. */
  end: number;
  hasComplete: boolean;
  /** Where its first part starts, complete or not; `undefined` while it has none. */
  first: number | undefined;
}

/**
 * Cuts a JSON-like text back to what is complete before `limit` and closes what is open: the longest such text first, then those that leave out the innermost
 * container that is open, and so on. A text whose first value ends before the damage gives that value alone. `isYaml`: only a comma or a bracket
 * shows that a scalar is complete.
 */
export function* jsonPrefixes(text: string, limit: number, isYaml: boolean): Iterable<string> {
  const open: Open[] = [];
  const whole = scanTo(text, limit, isYaml, open);
  if (whole !== undefined) {
    yield text.slice(0, whole) + finalBreak(text);
    return;
  }
  for (let count = open.length; count > 0; count -= 1) {
    const kept = open.slice(0, count);
    const last = kept.at(-1);
    // A container of which nothing is left is left out with its key, but for the root.
    if (last === undefined || (!last.hasComplete && count > 1)) continue;
    const closers = kept.toReversed().map((each) => closing(text, each));
    yield text.slice(0, last.end) + closers.join('') + finalBreak(text);
  }
}

/** Fills `open` with what is open at the damage; returns the end of the first value where it ends before. */
function scanTo(text: string, limit: number, isYaml: boolean, open: Open[]): number | undefined {
  const scanner = createScanner(text, false);
  let unit = { start: 0, end: 0, isCertain: false };
  let keyStart: number | undefined;
  const settle = (isCertain: boolean): void => {
    const top = open.at(-1);
    if (top === undefined || !isCertain || unit.end <= top.end) return;
    top.first ??= unit.start;
    top.end = unit.end;
    top.hasComplete = true;
  };
  for (;;) {
    const token: number = scanner.scan();
    if (isTrivia(token)) {
      if ((token < LINE_COMMENT + 2 && scanner.getTokenError() !== 0) || scanner.getTokenOffset() >= limit) break;
      continue;
    }
    const start = scanner.getTokenOffset();
    const error: number = scanner.getTokenError();
    if (token === END || token === UNKNOWN || start >= limit || error !== 0) break;
    const top = open.at(-1);
    if (token === COLON) continue;
    if (token === COMMA) settle(true);
    else if (token === OPEN_BRACE || token === OPEN_BRACKET) {
      if (open.length === MAX_DEPTH) break;
      const from = keyStart ?? start;
      if (top !== undefined) top.first ??= from;
      open.push({
        closer: token === OPEN_BRACE ? '}' : ']',
        start: from,
        end: start + 1,
        hasComplete: false,
        first: undefined,
      });
    } else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) {
      settle(true);
      open.pop();
      unit = { start: top?.start ?? start, end: scanner.getPosition(), isCertain: !isYaml };
      if (open.length === 0) return unit.end;
    } else if (token === STRING && top?.closer === '}' && keyStart === undefined) {
      keyStart = start;
      continue;
    } else {
      const end = scanner.getPosition();
      unit = { start: keyStart ?? start, end, isCertain: !isYaml && (token === STRING || /\s/.test(text[end] ?? '')) };
    }
    keyStart = undefined;
  }
  settle(unit.isCertain);
  return undefined;
}

/** The bracket that closes a container, on a line of its own where its first part stands on one. */
function closing(text: string, { closer, start, first }: Open): string {
  const between = text.slice(start, first ?? start);
  const lineBreak = /\r\n|\n|\r/.exec(between)?.[0];
  if (lineBreak === undefined) return closer;
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  return lineBreak + (/^[ \t]*/.exec(text.slice(lineStart, start))?.[0] ?? '') + closer;
}

/** The line break that ends a text in lines. */
function finalBreak(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '';
}
