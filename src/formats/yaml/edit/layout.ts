import { isBlockCollection, isBlockScalar, outerStart } from '../node.ts';
import type { Editor, Fragment, Head, Slot, Target } from './editor.ts';
import { commentBehind, lineAt, lineEnd, nextLine, ownEnd } from './lines.ts';

/** The comments between an indicator and the value behind it. */
export function headBetween(text: string, start: number, contentStart: number): Head {
  if (contentStart <= start || !text.slice(start, contentStart).includes('#')) return { inline: '', lines: [] };
  const first = lineEnd(text, start);
  if (first >= contentStart) return { inline: '', lines: [] };
  const inline = /(?:^|[ \t])(#.*)$/.exec(text.slice(start, first))?.[1] ?? '';
  const lines: string[] = [];
  for (let at = nextLine(text, start); at < contentStart; at = nextLine(text, at)) {
    const end = lineEnd(text, at);
    if (lineAt(text, at).kind === 'comment' && end < contentStart) lines.push(text.slice(at, end).trim());
    if (nextLine(text, at) === at) break;
  }
  return { inline: inline === '' ? '' : ` ${inline}`, lines };
}

/** Everything behind an indicator: comments, anchor, tag, value, comment; without a line break at the end. */
export function layout(editor: Editor, target: Target, fragment: Fragment, head: Head, tail: string): string {
  const { eol } = editor.style;
  const properties = fragment.properties === '' ? '' : ` ${fragment.properties}`;
  const { inline, lines } = head;
  if (fragment.block === 'collection') {
    const behindIndicator = inline === '' ? tail : inline;
    const moreLines = inline === '' || tail === '' ? lines : [...lines, tail.trim()];
    const isCompact = target.kind === 'item' && properties === '' && behindIndicator === '' && moreLines.length === 0;
    if (isCompact) return ` ${fragment.text}`;
    const margin = ' '.repeat(fragment.column);
    return [properties + behindIndicator, ...moreLines.map((line) => margin + line), margin + fragment.text].join(eol);
  }
  const value = withTail(fragment, tail, eol);
  if (inline === '' && lines.length === 0) return fragment.text === '' ? properties + tail : `${properties} ${value}`;
  const margin = ' '.repeat(Math.max(target.parentIndent, 0) + editor.style.step);
  const last = `${margin}${fragment.properties === '' ? '' : `${fragment.properties} `}${value}`;
  return [inline, ...lines.map((line) => margin + line), last].join(eol);
}

/** A comment goes behind the value, or behind the header of a block scalar. */
function withTail({ text, block }: Fragment, tail: string, eol: string): string {
  if (tail === '' || block !== 'scalar') return text + tail;
  const end = text.indexOf(eol);
  return end === -1 ? text + tail : text.slice(0, end) + tail + text.slice(end);
}

/** Puts a fragment in the place of what a slot of a block collection, or the document, holds. */
export function replaceInBlock(
  editor: Editor,
  slot: Slot,
  fragment: Fragment,
): { start: number; end: number; text: string } {
  const { text, style } = editor;
  const { node } = slot;
  const isInline = fragment.block === undefined && !isBlockCollection(node) && !isBlockScalar(node);
  const hasColon = slot.entry?.key?.hasColon !== false;
  if (!hasColon) {
    const end = lineEnd(text, slot.entry?.end ?? slot.start);
    const margin = ' '.repeat(slot.parentIndent);
    return { start: end, end, text: `${style.eol}${margin}:${layout(editor, slot, fragment, fragment.head, '')}` };
  }
  const start = outerStart(node);
  const isEmpty = node.end === start;
  if (isInline && !(isEmpty && slot.kind === 'root')) {
    const value = fragment.properties === '' ? fragment.text : `${fragment.properties} ${fragment.text}`;
    return { start, end: node.end, text: isEmpty ? ` ${value}` : value };
  }
  const head =
    slot.kind === 'root' && !editor.tree.hasMarker
      ? { inline: '', lines: [] }
      : headBetween(text, slot.start, contentStart(slot));
  const { end, tail } = endOf(editor, slot);
  const body = layout(editor, slot, fragment, head, tail);
  if (slot.kind !== 'root') return { start: slot.start, end, text: body };
  return replaceRoot(editor, slot, body, end);
}

function replaceRoot(
  { text, style, tree }: Editor,
  { node }: Slot,
  body: string,
  end: number,
): { start: number; end: number; text: string } {
  if (tree.hasMarker) return { start: tree.slot, end, text: body };
  const start = outerStart(node);
  const bare = body.replace(/^(?:[ \t]*\r?\n|[ \t]+)/, '');
  if (node.end > start) return { start, end, text: bare };
  // A document of comments alone: the value goes behind them.
  const needsBreak = start > 0 && text[start - 1] !== '\n';
  return { start, end: start, text: `${needsBreak ? style.eol : ''}${bare}${start < text.length ? style.eol : ''}` };
}

function contentStart({ node, start }: Slot): number {
  return node.kind === 'scalar' && node.style === 'empty' ? start : node.start;
}

/** Where the text of a slot ends, before the line break, and the comment that it ends with. */
function endOf({ text, homeOf }: Editor, { node, entry }: Slot): { readonly end: number; readonly tail: string } {
  if (isBlockCollection(node)) {
    const last = node.entries.at(-1);
    const home = entry === undefined ? undefined : homeOf(entry);
    // With the comments below its last entry: they would become text of a block scalar that takes its place.
    const end = entry === undefined || home === undefined ? node.end : ownEnd(text, home.parent, entry);
    return { end: withoutBreak(text, last === undefined ? end : Math.max(end, ownEnd(text, node, last))), tail: '' };
  }
  if (isBlockScalar(node)) {
    const header = text.slice(node.start, lineEnd(text, node.start));
    return { end: withoutBreak(text, node.end), tail: /[ \t]+#.*$/.exec(header)?.[0] ?? '' };
  }
  const tail = commentBehind(text, node.end);
  return { end: node.end + tail.length, tail };
}

function withoutBreak(text: string, end: number): number {
  if (text[end - 1] !== '\n') return end;
  return text[end - 2] === '\r' ? end - 2 : end - 1;
}
