import { setMember, type Value } from '../../model/value.ts';
import { MAX_DEPTH } from '../format.ts';
import { quickFlow, quickQuoted, quickScalar } from './quick-value.ts';

/** A block collection whose entries are being read; `last` is the key of the entry that has no value yet. */
type Open =
  | { readonly column: number; readonly items: Value[]; isWaiting: boolean }
  | { readonly column: number; readonly members: Record<string, Value>; waiting: string | undefined };

/** Everything but line breaks, printable ASCII and the letters and signs that no reader takes for a space or a break. */
const UNUSUAL = /[^\n\r\x20-\x7e\u00a1-\u1fff\u2030-\u2fff\u3001-\ufefe]/;

/** Plain keys of words, and quoted ones, with the `:` behind them. */
const KEY = /^(?:[A-Za-z0-9_][\w.\-/]*(?: [\w.\-/]+)*|'[^']{0,500}'|"[^"\\]{0,500}"):(?= |$)/;
const LONGEST_KEY = 500;
/** A longer line would make the regular expressions here remember too much. */
const LONGEST_LINE = 100_000;

/**
 * The value of a text that is one document in the plainest YAML: block collections by indentation, scalars and flow collections on one line, comments.
 * `undefined` for everything else, also for what is not YAML: then the library has to read it. It never answers with another value than
 * the library's. About ten times as fast, and without a tree.
 */
export function readQuickly(text: string): Value | undefined {
  if (UNUSUAL.test(text)) return undefined;
  const stack: Open[] = [];
  let root: Value | undefined;
  for (let at = 0; at < text.length; ) {
    const feed = text.indexOf('\n', at);
    const end = feed === -1 ? text.length : feed;
    const line = contentOf(text, at, feed > at && text[feed - 1] === '\r' ? feed - 1 : end);
    at = end + 1;
    if (line === undefined) continue;
    const { column } = line;
    if (line.content.length > LONGEST_LINE) return undefined;
    if (line.content.includes('\r') || (column === 0 && /^(?:---|\.\.\.)/.test(line.content))) return undefined;
    if (!place(stack, column, isItem(line.content), root !== undefined)) return undefined;
    if (!readEntry(stack, column, line.content)) return undefined;
    root ??= containerOf(stack[0]);
  }
  return root;
}

function contentOf(
  text: string,
  start: number,
  end: number,
): { readonly column: number; readonly content: string } | undefined {
  let at = start;
  while (at < end && text[at] === ' ') at += 1;
  let to = end;
  while (to > at && text[to - 1] === ' ') to -= 1;
  return at === to || text[at] === '#' ? undefined : { column: at - start, content: text.slice(at, to) };
}

function isItem(content: string): boolean {
  return content.startsWith('-') && (content.length === 1 || content[1] === ' ');
}

function containerOf(open: Open | undefined): Value | undefined {
  return open === undefined ? undefined : 'items' in open ? open.items : open.members;
}

/** Makes the collection in which a line at that column stands the last of the stack. False where the indentation fits none. */
function place(stack: Open[], column: number, isDash: boolean, hasRoot: boolean): boolean {
  const holder = stack.at(-1);
  if (holder === undefined) return !hasRoot && column === 0 && open(stack, column, isDash);
  const isBelow = column > holder.column || (column === holder.column && isDash && 'members' in holder);
  if (isBelow) return isWaiting(holder) && open(stack, column, isDash);
  for (;;) {
    const top = stack.at(-1);
    if (top === undefined || top.column < column) return false;
    if (top.column === column && 'items' in top === isDash) return true;
    // A sequence may stand at the column of the mapping that holds it.
    stack.pop();
  }
}

function isWaiting(holder: Open): boolean {
  return 'items' in holder ? holder.isWaiting : holder.waiting !== undefined;
}

function open(stack: Open[], column: number, isSequence: boolean): boolean {
  if (stack.length >= MAX_DEPTH) return false;
  const holder = stack.at(-1);
  const items: Value[] = [];
  const members: Record<string, Value> = {};
  if (holder !== undefined) give(holder, isSequence ? items : members);
  stack.push(isSequence ? { column, items, isWaiting: false } : { column, members, waiting: undefined });
  return true;
}

/** Hands over the value that the last entry of a collection, `null` until now, waits for. */
function give(holder: Open, value: Value): void {
  if ('items' in holder) {
    holder.items[holder.items.length - 1] = value;
    holder.isWaiting = false;
  } else if (holder.waiting !== undefined) {
    setMember(holder.members, holder.waiting, value);
    holder.waiting = undefined;
  }
}

/** Reads the entry, or the entries inside of each other (`- a: 1`), that a line holds. */
function readEntry(stack: Open[], start: number, line: string): boolean {
  let column = start;
  let content = line;
  while (isItem(content)) {
    const holder = stack.at(-1);
    if (holder === undefined || !('items' in holder)) return false;
    holder.items.push(null);
    holder.isWaiting = true;
    const gap = /^-( *)(?:#.*)?/.exec(content);
    const isEmpty = gap === null || gap[0].length === content.length;
    if (isEmpty) return content.length === 1 || content[1] === ' ';
    const skipped = 1 + (gap[1]?.length ?? 0);
    column += skipped;
    content = content.slice(skipped);
    const isNested = isItem(content);
    if (!isNested && !KEY.test(content)) return giveLeaf(holder, content, stack.length);
    if (!open(stack, column, isNested)) return false;
  }
  const holder = stack.at(-1);
  const key = KEY.exec(content)?.[0];
  if (holder === undefined || 'items' in holder || key === undefined || key.length > LONGEST_KEY) return false;
  const name = keyName(key.slice(0, -1));
  if (name === undefined || Object.hasOwn(holder.members, name)) return false;
  setMember(holder.members, name, null);
  holder.waiting = name;
  const rest = content.slice(key.length).replace(/^ +/, '');
  return rest === '' || rest.startsWith('#') || giveLeaf(holder, rest, stack.length);
}

function keyName(source: string): string | undefined {
  const value = /^['"]/.test(source) ? quickQuoted(source) : quickScalar(source);
  return value === undefined ? undefined : value === null ? '' : String(value);
}

function giveLeaf(holder: Open, source: string, depth: number): boolean {
  const first = source[0];
  const value =
    first === '[' || first === '{'
      ? quickFlow(source, MAX_DEPTH - depth)
      : first === '"' || first === "'"
        ? quickQuoted(source)
        : quickScalar(source);
  if (value === undefined) return false;
  give(holder, value);
  return true;
}
