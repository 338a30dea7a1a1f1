import type { Pointer } from '../../../model/pointer.ts';
import type { Collection, Entry } from '../node.ts';
import type { Assignment, Insert } from './assign.ts';
import { patchKey } from './block.ts';
import { type Editor, pointerOf, type Slot, slotOf } from './editor.ts';
import { takeComments } from './flow-text.ts';
import { keyText } from './keys.ts';
import { lineAt, lineEnd, lineStart, nextLine, startsLine } from './lines.ts';
import type { Patch } from './patch.ts';

/**
 * Gives a flow collection its new entries, one by one. Each old entry owns the comma behind it: what goes takes it along, what is new brings one. In
 * the end the last entry has a comma behind it where the last one had one before.
 */
export function patchFlow(editor: Editor, slot: Slot, node: Collection, assignment: Assignment, out: Patch[]): void {
  const { text } = editor;
  const { survivors, lead, behind } = assignment;
  const { entries } = node;
  const isStaying = (entry: Entry): boolean => entry.key?.isMerge === true || survivors.has(entry);
  const lastStaying = entries.findLastIndex(isStaying);
  const first = entries[0];
  if (lastStaying === -1 || first === undefined) {
    refill(editor, slot, node, lead, out);
    putComments(editor, slot, node, out);
    return;
  }
  const shape = shapeOf(editor, node);
  insertFirst(editor, slot, node, first, lead, shape, out);
  let done = node.start;
  entries.forEach((entry, index) => {
    if (!isStaying(entry)) {
      const patch = removal(text, node, index, index > lastStaying, shape, done);
      done = patch.end;
      out.push(patch);
      return;
    }
    const stays = survivors.get(entry);
    const isSame = stays === undefined || stays === 'same';
    patchKey(editor, entry, isSame ? undefined : stays.key, true, out);
    const pointer: Pointer = isSame ? slot.pointer : pointerOf(slot.pointer, stays);
    editor.patchSlot(slotOf(node, entry, pointer), isSame ? 'same' : stays.part, out);
    const texts = (behind.get(entry) ?? []).map((insert) => entryText(editor, insert, slot));
    insertBehind(text, node, index, texts, index === lastStaying, shape, out);
  });
  putComments(editor, slot, node, out);
}

/** Comments that moved into the collection with block text go above the line on which it stands, the next place that can hold them. */
function putComments({ text, style, adrift }: Editor, slot: Slot, node: Collection, out: Patch[]): void {
  const isInPlace = !slot.isFlow && slot.entry !== undefined;
  const comments = isInPlace ? adrift.drain() : [];
  if (comments.length === 0) return;
  const at = lineStart(text, slot.entry?.start ?? node.start);
  const margin = /^ */.exec(text.slice(at, lineEnd(text, at)))?.[0] ?? '';
  out.push({ start: at, end: at, text: comments.map((comment) => margin + comment + style.eol).join('') });
}

/** How the entries are set: each on a line of its own or not, and the offsets of the commas behind them. */
interface Shape {
  readonly isExpanded: boolean;
  readonly margin: string;
  readonly eol: string;
  readonly commas: readonly (number | undefined)[];
  readonly hasLastComma: boolean;
}

function shapeOf({ text, style }: Editor, node: Collection): Shape {
  const { entries } = node;
  const first = entries[0]?.start ?? node.start;
  const isExpanded = entries.every((entry) => startsLine(text, entry.start));
  const commas = entries.map(({ end }, index) => commaBehind(text, end, entries[index + 1]?.start ?? node.end - 1));
  const margin = isExpanded ? text.slice(lineStart(text, first), first) : '';
  return { isExpanded, margin, eol: style.eol, commas, hasLastComma: commas.at(-1) !== undefined };
}

function insertFirst(
  editor: Editor,
  slot: Slot,
  node: Collection,
  first: Entry,
  lead: readonly Insert[],
  { isExpanded, margin, eol }: Shape,
  out: Patch[],
): void {
  if (lead.length === 0) return;
  const texts = lead.map((insert) => entryText(editor, insert, slot));
  const at = isExpanded ? ownLines(editor.text, first, nextLine(editor.text, node.start), true) : first.start;
  const lines = texts.map((one) => (isExpanded ? `${margin}${one},${eol}` : `${one}, `));
  out.push({ start: at, end: at, text: lines.join('') });
}

/** New entries behind one that stays, and the comma behind them or, where nothing follows any more, without one. */
function insertBehind(
  text: string,
  node: Collection,
  index: number,
  texts: readonly string[],
  isLast: boolean,
  shape: Shape,
  out: Patch[],
): void {
  const entry = node.entries[index];
  if (entry === undefined) return;
  const { isExpanded, margin, eol, commas, hasLastComma } = shape;
  const comma = commas[index];
  const next = node.entries[index + 1];
  const at = lineEnd(text, comma ?? entry.end);
  const isLineFree = /^[ \t]*(?:#.*)?$/.test(text.slice(comma === undefined ? entry.end : comma + 1, at));
  const asLines =
    isExpanded &&
    texts.length > 0 &&
    isLineFree &&
    at < node.end &&
    !(isLast && next !== undefined && !isWholeLine(text, node, index + 1, shape));
  if (asLines) {
    if (comma === undefined) out.push({ start: entry.end, end: entry.end, text: ',' });
    const closes = (one: number): boolean => isLast && !hasLastComma && one === texts.length - 1;
    const lines = texts.map((one, position) => `${eol}${margin}${one}${closes(position) ? '' : ','}`);
    out.push({ start: at, end: at, text: lines.join('') });
    return;
  }
  if (texts.length > 0) out.push({ start: entry.end, end: entry.end, text: texts.map((one) => `, ${one}`).join('') });
  if (isLast && comma !== undefined && !hasLastComma) out.push({ start: comma, end: comma + 1, text: '' });
}

/** True where an entry, its comma and its comment have their lines to themselves. */
function isWholeLine(text: string, node: Collection, index: number, { commas }: Shape): boolean {
  const entry = node.entries[index];
  if (entry === undefined || !startsLine(text, entry.start)) return false;
  const comma = commas[index];
  const end = comma === undefined ? entry.end : comma + 1;
  const lineBreak = lineEnd(text, end);
  return lineBreak < node.end && /^[ \t]*(?:#.*)?$/.test(text.slice(end, lineBreak));
}

/** Takes an entry out, with its comma and its own comments. `done` is where the text before it has been dealt with. */
function removal(
  text: string,
  node: Collection,
  index: number,
  isBehindLast: boolean,
  shape: Shape,
  done: number,
): Patch {
  const { commas } = shape;
  const entry = node.entries[index] as Entry;
  const before = node.entries[index - 1];
  const next = node.entries[index + 1];
  const comma = commas[index];
  const end = comma === undefined ? entry.end : comma + 1;
  const behindBefore =
    before === undefined ? node.start + 1 : commas[index - 1] === undefined ? before.end : (commas[index - 1] ?? 0) + 1;
  if (isWholeLine(text, node, index, shape)) {
    const start = ownLines(text, entry, nextLine(text, behindBefore), before === undefined);
    return { start: Math.max(start, done), end: nextLine(text, end), text: '' };
  }
  if (isBehindLast) {
    const start = Math.max(hasComment(text, behindBefore, entry.start) ? entry.start : behindBefore, done);
    return { start, end, text: '' };
  }
  if (next !== undefined && !hasComment(text, end, next.start) && !text.slice(end, next.start).includes('\n')) {
    return { start: entry.start, end: next.start, text: '' };
  }
  const line = lineEnd(text, end);
  const isRestComment = /^[ \t]*(?:#.*)?$/.test(text.slice(end, line)) && line < node.end;
  return { start: entry.start, end: isRestComment ? line : end, text: '' };
}

function ownLines(text: string, entry: Entry, limit: number, isFirst: boolean): number {
  const own = lineStart(text, entry.start);
  let start = own;
  while (start > limit) {
    const above = lineStart(text, start - 1);
    if (above < limit || lineAt(text, above).kind !== 'comment') break;
    start = above;
  }
  return isFirst && start <= limit ? own : start;
}

/** The comma between two offsets, outside of comments. */
function commaBehind(text: string, from: number, to: number): number | undefined {
  for (let at = from; at < to; at += 1) {
    if (text[at] === ',') return at;
    if (text[at] === '#') at = lineEnd(text, at);
  }
  return undefined;
}

function hasComment(text: string, from: number, to: number): boolean {
  return text.slice(from, to).includes('#');
}

/** No old entry stays: the inside is written anew, and comments in it stay in front of the bracket. */
function refill(editor: Editor, slot: Slot, node: Collection, lead: readonly Insert[], out: Patch[]): void {
  const { text, style } = editor;
  const first = node.entries[0];
  const last = node.entries.at(-1);
  const texts = lead.map((insert) => entryText(editor, insert, slot)).join(', ');
  const open = node.start + 1;
  const close = node.end - 1;
  if (first === undefined || last === undefined) {
    const isBlank = /^\s*$/.test(text.slice(open, close));
    const padded = node.kind === 'map' && style.isPadded && texts !== '' ? ` ${texts} ` : texts;
    if (isBlank) out.push({ start: open, end: close, text: padded });
    else out.push({ start: close, end: close, text: texts });
    return;
  }
  const comma = commaBehind(text, last.end, close);
  const end = comma === undefined ? last.end : comma + 1;
  if (texts !== '') {
    out.push({ start: first.start, end, text: comma === undefined ? texts : `${texts},` });
    return;
  }
  const hasComments = hasComment(text, open, first.start) || hasComment(text, end, close);
  out.push(hasComments ? { start: first.start, end, text: '' } : { start: open, end: close, text: '' });
}

function entryText(editor: Editor, insert: Insert, slot: Slot): string {
  const { key, part } = insert;
  const source = part.origin === undefined ? undefined : editor.find(part.origin)?.entry;
  takeComments(editor, source);
  const intro = key === undefined ? '' : `${keyText(editor, key, source, true)} `;
  const { text, properties } = editor.compose(part, {
    kind: key === undefined ? 'item' : 'member',
    isFlow: true,
    parentIndent: slot.parentIndent,
    pointer: pointerOf(slot.pointer, insert),
  });
  return `${intro}${properties === '' ? '' : `${properties} `}${text}`;
}
