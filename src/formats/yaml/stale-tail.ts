/** A key, with the indentation and the dashes before it, as it is written. */
const KEY = /^([ -]*)([^\s#:'"[\]{},&*!|>%@`-][^\n]*?|'[^'\n]*'|"[^"\n]*"):(?=[ \r]|$)/;

/**
 * Where the end of an older, longer text begins behind a whole one, as a write in place without truncation leaves it; `undefined` where nothing shows
 * that. `at` is near where the text stops being a document. What shows it: the lines of the tail, but for a first one that may be cut, are those that end the
 * text before it, by their words or by their keys. In linear time.
 */
export function staleTailAt(text: string, at: number, isOneWordEnough: boolean): number | undefined {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  const above = line === 0 ? 0 : text.lastIndexOf('\n', line - 2) + 1;
  const below = text.indexOf('\n', at) + 1;
  const starts = [above, line, below, behindFirstEnd(text, at)];
  return starts.find((start) => start > 0 && isTail(text.slice(0, start), text.slice(start), isOneWordEnough));
}

/** Behind the last line before `at` that is the same as the one that ends the text; 0 where there is none. */
function behindFirstEnd(text: string, at: number): number {
  const end = text.trimEnd().length;
  const start = text.lastIndexOf('\n', end - 1);
  if (start === -1) return 0;
  const found = text.lastIndexOf(`${text.slice(start, end)}\n`, Math.min(at, start - 1));
  return found === -1 ? 0 : found + end - start + 1;
}

function isTail(before: string, tail: string, isOneWordEnough: boolean): boolean {
  const cut = tail.indexOf('\n') + 1;
  if (cut === 0) return false;
  const rest = tail.slice(cut);
  if (rest.trim() === '') return isOneWordEnough && (before.endsWith(tail) || /^\S+\s*$/.test(tail));
  // A first line with a key is the end of a line that the text before has, too.
  const key = KEY.exec(tail.slice(0, cut - 1))?.[2];
  if (key !== undefined && !before.includes(`${key}:`)) return false;
  const [known, added] = [linesOf(before), linesOf(rest)];
  return before.endsWith(rest) || isEndOf(added, known) || isEndOf(added.filter(isRoot), known.filter(isRoot));
}

interface Line {
  readonly before: string;
  /** `undefined` where the line has none. */
  readonly key: string | undefined;
}

function isRoot({ before, key }: Line): boolean {
  return before === '' && key !== undefined;
}

function isEndOf(tail: readonly Line[], lines: readonly Line[]): boolean {
  const start = lines.length - tail.length;
  if (start < 0 || tail.every(({ key }) => key === undefined)) return false;
  return tail.every(({ before, key }, index) => {
    const other = lines[start + index];
    return other?.key === key && other?.before === before;
  });
}

function linesOf(text: string): readonly Line[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const found = KEY.exec(line);
    return { before: found?.[1] ?? '', key: found?.[2] };
  });
}
