import type { Pointer } from '../../../model/pointer.ts';
import type { Collection, Entry } from '../node.ts';
import type { Assignment, Insert } from './assign.ts';
import { patchKey } from './block.ts';
import { type Editor, pointerOf, type Slot, slotOf } from './editor.ts';
import { keyText } from './keys.ts';
import { lineAt, lineEnd, lineStart, nextLine, startsLine } from './lines.ts';
import type { Patch } from './patch.ts';

/** Gives a flow collection its new entries, one by one, with the commas between them. */
export function patchFlow(editor: Editor, slot: Slot, node: Collection, assignment: Assignment, out: Patch[]): void {
  const { text } = editor;
  const { survivors, lead, behind } = assignment;
  const staying = node.entries.filter((entry) => entry.key?.isMerge === true || survivors.has(entry));
  if (staying.length === 0) {
    refill(editor, slot, node, lead, out);
    return;
  }
  const isExpanded = node.entries.every((entry) => startsLine(text, entry.start));
  const commas = node.entries.map((entry, index) =>
    commaBehind(text, entry.end, node.entries[index + 1]?.start ?? node.end - 1),
  );
  const lastStaying = node.entries.findLastIndex((entry) => staying.includes(entry));
  const isStaying = new Set(staying);
  const margin = isExpanded ? text.slice(lineStart(text, node.entries[0]?.start ?? 0), node.entries[0]?.start) : '';
  const { eol } = editor.style;
  if (lead.length > 0) {
    const at = node.entries[0]?.start ?? node.start + 1;
    const gap = isExpanded ? `,${eol}${margin}` : ', ';
    out.push({ start: at, end: at, text: lead.map((insert) => entryText(editor, insert, slot) + gap).join('') });
  }
  node.entries.forEach((entry, index) => {
    const comma = commas[index];
    if (!isStaying.has(entry)) {
      remove(text, node, index, index > lastStaying, comma, commas, isStaying, out);
      return;
    }
    const stays = survivors.get(entry);
    const isSame = stays === undefined || stays === 'same';
    patchKey(editor, entry, isSame ? undefined : stays.key, true, out);
    const pointer: Pointer = isSame ? slot.pointer : pointerOf(slot.pointer, stays);
    editor.patchSlot(slotOf(node, entry, pointer), isSame ? 'same' : stays.part, out);
    const inserts = behind.get(entry) ?? [];
    if (inserts.length === 0) return;
    const texts = inserts.map((insert) => entryText(editor, insert, slot));
    if (isExpanded) insertLines(text, entry, comma, texts, margin, eol, out);
    else out.push({ start: entry.end, end: entry.end, text: texts.map((one) => `, ${one}`).join('') });
  });
}

/** On lines of their own, behind the line of the entry before. */
function insertLines(
  text: string,
  entry: Entry,
  comma: number | undefined,
  texts: readonly string[],
  margin: string,
  eol: string,
  out: Patch[],
): void {
  if (comma === undefined) out.push({ start: entry.end, end: entry.end, text: ',' });
  const at = lineEnd(text, comma === undefined ? entry.end : comma);
  const lines = texts.map(
    (one, index) => `${eol}${margin}${one}${comma === undefined && index === texts.length - 1 ? '' : ','}`,
  );
  // What follows on the same line stays where it is: then the new entries go in front of it, on that line.
  const rest = text.slice(comma === undefined ? entry.end : comma + 1, at);
  if (/^\s*(?:#.*)?$/.test(rest)) out.push({ start: at, end: at, text: lines.join('') });
  else if (comma === undefined) out.push({ start: entry.end, end: entry.end, text: ` ${texts.join(', ')}` });
  else out.push({ start: comma + 1, end: comma + 1, text: texts.map((one) => ` ${one},`).join('') });
}

/** Takes an entry out, with its comma and its own comments. */
function remove(
  text: string,
  node: Collection,
  index: number,
  isBehindLast: boolean,
  comma: number | undefined,
  commas: readonly (number | undefined)[],
  isStaying: ReadonlySet<Entry>,
  out: Patch[],
): void {
  const entry = node.entries[index];
  if (entry === undefined) return;
  const contentEnd = comma === undefined ? entry.end : comma + 1;
  const restOfLine = text.slice(contentEnd, lineEnd(text, contentEnd));
  const endsLine = /^[ \t]*(?:#.*)?$/.test(restOfLine) && lineEnd(text, contentEnd) < node.end;
  const beginsLine = startsLine(text, entry.start);
  const before = node.entries[index - 1];
  const openComma = isBehindLast && before !== undefined && isStaying.has(before) ? commas[index - 1] : undefined;
  const hasTrailingComma = commas.at(-1) !== undefined;
  if (beginsLine && endsLine) {
    const limit = nextLine(text, before === undefined ? node.start : (commas[index - 1] ?? before.end));
    out.push({ start: ownLines(text, entry, limit, before === undefined), end: nextLine(text, contentEnd), text: '' });
    if (openComma !== undefined && !hasTrailingComma) out.push({ start: openComma, end: openComma + 1, text: '' });
    return;
  }
  if (openComma !== undefined && !hasComment(text, openComma, entry.start)) {
    // The last of a line of several: the comma before it goes, unless there was one behind it that stays instead.
    const start = hasTrailingComma ? openComma + 1 : openComma;
    out.push({ start, end: hasTrailingComma ? contentEnd : entry.end, text: '' });
    return;
  }
  if (isBehindLast && before !== undefined && !isStaying.has(before)) {
    const start = Math.max(commas[index - 1] ?? before.end, before.end);
    const from = commas[index - 1] === undefined ? start : start + 1;
    if (!hasComment(text, from, entry.start)) {
      out.push({ start: from, end: contentEnd, text: '' });
      return;
    }
  }
  if (endsLine) {
    out.push({ start: entry.start, end: lineEnd(text, contentEnd), text: '' });
    return;
  }
  const spaces = /^[ \t]*/.exec(text.slice(contentEnd, lineEnd(text, contentEnd)))?.[0].length ?? 0;
  out.push({ start: entry.start, end: isBehindLast ? contentEnd : contentEnd + spaces, text: '' });
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
  const intro = key === undefined ? '' : `${keyText(editor, key, source, true)} `;
  const { text, properties } = editor.compose(part, {
    kind: key === undefined ? 'item' : 'member',
    isFlow: true,
    parentIndent: slot.parentIndent,
    pointer: pointerOf(slot.pointer, insert),
  });
  return `${intro}${properties === '' ? '' : `${properties} `}${text}`;
}
