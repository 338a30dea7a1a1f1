import type { Line } from './yaml-lines.ts';

/** The key of a mapping's entry on one line, with its `:`. */
const KEY = /^(?:"(?:[^"\\\r\n]|\\.)*" *|'(?:[^'\r\n]|'')*' *|[^\s#&*!|>%@`'"{}[\],][^\r\n]*?):(?=[ \t\r\n]|$)/;
const LONGEST_KEY = 1024;
/** A plain `<<`. */
const MERGE = /^(?:\?[ \t]+)?(?:[&!]\S*[ \t]+)*<<[ \t]*(?:[:\r\n]|$)/;
/** What may stand between an indicator and the lines of a nested collection. */
const NOTHING = /^[ \t]*(?:[&!][^\s,[\]{}]*[ \t]+)*(?:[&!][^\s,[\]{}]*)?[ \t]*(?:#[^\r\n]*)?\r?\n?$/;

/** A block collection of which some lines are there: those from `at` to `end`, of which the first may start behind the indicator of what holds it. */
export interface Level {
  readonly lines: readonly Line[];
  at: number;
  end: number;
  /** Where the first line of the next entry starts, if not where the line does. */
  start: number | undefined;
  readonly column: number;
  readonly isSequence: boolean;
  /** True where what follows the lines ends the last entry. */
  readonly isClosed: boolean;
}

/** The lines of one entry. */
export interface Entry {
  readonly first: number;
  readonly end: number;
  /** Behind the last line of which it is certain where it starts. */
  readonly soundEnd: number;
  readonly isDamaged: boolean;
  /** Where its first line starts, blanks left out. */
  readonly from: number;
  readonly isComplete: boolean;
}

/** The collection whose entries start in the first of those lines that says anything; `undefined` where none does. */
export function levelOf(
  text: string,
  lines: readonly Line[],
  range: { readonly at: number; readonly end: number; readonly isClosed: boolean },
  start?: number,
): Level | undefined {
  let { at } = range;
  while (start === undefined && at < range.end && lines[at]?.kind === 'empty') at += 1;
  const line = lines[at];
  if (at >= range.end || line === undefined || !startsEntry(text, line)) return undefined;
  const from = start ?? line.from;
  return { lines, ...range, at, start, column: from - line.start, isSequence: isDash(text, from) };
}

/** Takes the next entry from a level; `undefined` where it has none, or the next line is none of its own. */
export function nextEntry(text: string, level: Level): Entry | undefined {
  const { lines, column, end } = level;
  while (level.start === undefined && level.at < end && lines[level.at]?.kind === 'empty') level.at += 1;
  const first = level.at;
  const line = lines[first];
  if (first >= end || line === undefined) return undefined;
  const from = level.start ?? line.from;
  if (startsEntry(text, line) && (from - line.start !== column || isDash(text, from) !== level.isSequence))
    return undefined;
  level.start = undefined;
  let next = first + 1;
  let soundEnd = line.kind === 'damaged' ? first : undefined;
  for (; next < end && !isNewEntry(text, lines[next], level); next += 1) {
    const inside = lines[next];
    if (soundEnd === undefined && inside?.kind === 'damaged') soundEnd = startsEntry(text, inside) ? next + 1 : next;
  }
  level.at = next;
  const isDamaged = soundEnd !== undefined;
  const isComplete = !isDamaged && (next < end || level.isClosed);
  return { first, end: next, soundEnd: soundEnd ?? next, from, isDamaged, isComplete };
}

/** True for a line that cannot belong to the entry before it. */
function isNewEntry(text: string, line: Line | undefined, { column, isSequence }: Level): boolean {
  if (line === undefined || !startsEntry(text, line)) return false;
  const indent = line.from - line.start;
  if (indent !== column) return indent < column;
  // The end of a flow collection, and in a mapping a sequence or the value of an explicit key, may stand at its column.
  const sign = text[line.from];
  return sign !== ']' && sign !== '}' && (isSequence || (sign !== ':' && !isDash(text, line.from)));
}

/** True for a line of which it is certain where it starts, also where bytes behind that are lost. */
function startsEntry(text: string, { kind, from }: Line): boolean {
  return kind === 'content' || (kind === 'damaged' && text[from] !== '\0' && text[from] !== '\uFFFD');
}

function isDash(text: string, at: number): boolean {
  return /^-(?:[ \t\r\n]|$)/.test(text.slice(at, at + 2));
}

/** True for an entry whose value is merged into its mapping. */
export function isMerge(text: string, from: number): boolean {
  return MERGE.test(text.slice(from, from + LONGEST_KEY));
}

/** Behind the `:` of the key that stands there; `undefined` for what is no key on one line, and for one behind `?`. */
export function endOfKey(text: string, from: number): number | undefined {
  const source = KEY.exec(text.slice(from, from + LONGEST_KEY))?.[0];
  return source === undefined || source.startsWith('? ') ? undefined : from + source.length;
}

/** The collection in lines that an entry holds behind its indicator, which ends at `at`; `undefined` where it holds something else. */
export function levelInside(
  text: string,
  lines: readonly Line[],
  entry: Entry,
  at: number,
  isItem: boolean,
): Level | undefined {
  const rest = text.slice(at, lines[entry.first]?.end);
  const range = { at: entry.first, end: entry.soundEnd, isClosed: entry.isComplete };
  if (NOTHING.test(rest)) return levelOf(text, lines, { ...range, at: entry.first + 1 });
  const from = at + rest.length - rest.trimStart().length;
  const isNested = isItem && !rest.startsWith('\t') && (isDash(text, from) || endOfKey(text, from) !== undefined);
  return isNested ? levelOf(text, lines, range, from) : undefined;
}
