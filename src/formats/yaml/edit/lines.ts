import { type Collection, type Entry, isBlockCollection, isBlockScalar, isCollection, type Node } from '../node.ts';

/** The offset at which the line of `at` starts. */
export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** The offset behind the last character of the line of `at`, before its line break. */
export function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  if (feed === -1) return text.length;
  return feed > at && text[feed - 1] === '\r' ? feed - 1 : feed;
}

/** The offset at which the next line starts, or the end of the text. */
export function nextLine(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  return feed === -1 ? text.length : feed + 1;
}

/** True where only spaces stand before `at` on its line. */
export function startsLine(text: string, at: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, at), at));
}

/** The comment behind `at` on its line, with the space before it; empty where none stands there. */
export function commentBehind(text: string, at: number): string {
  return /^[ \t]+#.*/.exec(text.slice(at, lineEnd(text, at)))?.[0] ?? '';
}

/** What a line that starts at `start` is. */
export function lineAt(
  text: string,
  start: number,
): { readonly kind: 'blank' | 'comment' | 'content'; readonly indent: number } {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  const character = text[at];
  const indent = at - start;
  if (character === '#') return { kind: 'comment', indent };
  const isBlank = character === undefined || character === '\n' || (character === '\r' && text[at + 1] === '\n');
  return { kind: isBlank ? 'blank' : 'content', indent };
}

/** Behind the blank lines that start at `at`: a block scalar with `+` before them would take them for its own. */
export function behindBlanks(text: string, at: number): number {
  let end = at;
  while (end < text.length && lineAt(text, end).kind === 'blank') end = nextLine(text, end);
  return end;
}

/** The node that the text of a node ends with. */
export function lastLeaf(node: Node): Node {
  let leaf = node;
  while (isCollection(leaf) && !leaf.isFlow) {
    const last = leaf.entries.at(-1);
    if (last === undefined) break;
    leaf = last.value;
  }
  return leaf;
}

/** Where the lines of an entry of a block collection end: behind its line break, its comment, and the comments indented below it. */
export function ownEnd(text: string, { column }: Collection, { end, value }: Entry): number {
  const isBlock = isBlockScalar(lastLeaf(value));
  const closing = isBlock && text[end - 1] === '\n' ? end : nextLine(text, end);
  const isOpen = isBlockCollection(value) || (value.kind === 'scalar' && value.style === 'empty');
  if (!isOpen) return closing;
  let owned = closing;
  for (let at = closing; at < text.length; at = nextLine(text, at)) {
    const line = lineAt(text, at);
    if (line.kind === 'content' || (line.kind === 'comment' && line.indent <= column)) break;
    if (line.kind === 'comment') owned = nextLine(text, at);
  }
  return owned;
}

/**
 * Where the lines of an entry of a block collection start: with the comments directly above it, back to `limit`, the end of what stands before. Comments
 * that directly follow the opening of their collection are the collection's.
 */
export function ownStart(text: string, entry: Entry, limit: number, isFirst: boolean): number {
  if (!startsLine(text, entry.start)) return entry.start;
  const own = lineStart(text, entry.start);
  let start = own;
  while (start > limit) {
    const above = lineStart(text, start - 1);
    if (above < limit || lineAt(text, above).kind !== 'comment') break;
    start = above;
  }
  return isFirst && start <= limit ? own : start;
}

/** The lines behind the first, moved by a number of columns; none that says something ends up left of `minimum`. */
export function shift(text: string, columns: number, minimum: number): string {
  if (columns === 0 || !text.includes('\n')) return text;
  const [first = '', ...rest] = text.split('\n');
  const moved = rest.map((line) => {
    if (line === '' || line === '\r') return line;
    if (columns > 0) return ' '.repeat(columns) + line;
    const spaces = /^ */.exec(line)?.[0].length ?? 0;
    const content = line.slice(spaces);
    const kept = Math.max(0, spaces + columns);
    const isText = content !== '' && content !== '\r' && !content.startsWith('#');
    return ' '.repeat(isText ? Math.max(kept, minimum) : kept) + content;
  });
  return [first, ...moved].join('\n');
}
