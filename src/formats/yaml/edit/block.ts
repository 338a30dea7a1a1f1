import type { Pointer } from '../../../model/pointer.ts';
import { type Collection, type Entry, isBlockScalar, outerStart } from '../node.ts';
import type { Assignment, Insert } from './assign.ts';
import { isOpenEnded } from './compose.ts';
import { composeEntry } from './compose-entry.ts';
import { type Editor, pointerOf, type Slot, slotOf } from './editor.ts';
import { rootStart } from './homes.ts';
import { renamed } from './keys.ts';
import { headBetween } from './layout.ts';
import { behindBlanks, lastLeaf, nextLine, ownEnd, ownStart, startsLine } from './lines.ts';
import type { Patch } from './patch.ts';

/** An entry with the lines that are its own. */
interface Lines {
  readonly entry: Entry;
  readonly start: number;
  readonly end: number;
  /** What it stays with; `same` for a `<<`; `undefined` where it goes. */
  readonly stays: Insert | 'same' | undefined;
}

/** Gives a block collection its new entries: what goes takes its own lines with it, what is new gets lines of its own, the rest stays. */
export function patchBlock(editor: Editor, slot: Slot, node: Collection, assignment: Assignment, out: Patch[]): void {
  const lines = linesOf(editor, slot, node, assignment);
  const isEmptied = assignment.lead.length === 0 && lines.every(({ stays }) => stays === undefined);
  const first = lines[0];
  if (first === undefined) return;
  if (isEmptied) {
    emptyOut(editor, slot, node, lines, out);
    return;
  }
  const lead = compose(editor, node, assignment.lead, slot.pointer);
  if (startsLine(editor.text, first.entry.start)) {
    if (lead.text !== '') out.push({ start: first.start, end: first.start, text: lead.text + editor.style.eol });
    patchLines(editor, node, slot.pointer, assignment, lines, lead.isOpenEnded, out);
    return;
  }
  patchCompact(editor, slot, node, assignment, lines, lead, out);
}

function linesOf(editor: Editor, slot: Slot, node: Collection, { survivors }: Assignment): readonly Lines[] {
  const { text, tree } = editor;
  const head = slot.node === tree.root ? rootStart(tree, text) : nextLine(text, slot.start);
  let limit = head;
  return node.entries.map((entry, index) => {
    const start = ownStart(text, entry, limit, index === 0);
    const end = ownEnd(text, node, entry);
    limit = end;
    return { entry, start, end, stays: entry.key?.isMerge === true ? 'same' : survivors.get(entry) };
  });
}

/** Entries that start their lines, in the order of the text. `isOpen`: a block scalar with `+` ends the text before them. */
function patchLines(
  editor: Editor,
  node: Collection,
  pointer: Pointer,
  { behind }: Assignment,
  lines: readonly Lines[],
  isOpen: boolean,
  out: Patch[],
): void {
  const { text } = editor;
  let endsOpen = isOpen;
  for (const { entry, start, end, stays } of lines) {
    if (stays === undefined) {
      out.push({ start, end, text: '' });
      // Blank lines behind it would become part of the block scalar that they now follow.
      if (endsOpen) out.push(withoutBlanks(editor, end, pointer));
      continue;
    }
    patchEntry(editor, node, entry, stays, pointer, out);
    const inserts = behind.get(entry) ?? [];
    endsOpen =
      inserts.length > 0 ? insertBehind(editor, node, end, inserts, pointer, out) : endsInOpenScalar(text, entry, end);
  }
}

function withoutBlanks({ text, note }: Editor, start: number, pointer: Pointer): Patch {
  const end = behindBlanks(text, start);
  if (end > start) note(pointer, 'blank lines go, they would become text of the block scalar that they now follow');
  return { start, end, text: '' };
}

function endsInOpenScalar(text: string, { value }: Entry, end: number): boolean {
  const leaf = lastLeaf(value);
  return isBlockScalar(leaf) && (isOpenEnded(text, leaf) || / /.test(text.slice(end, behindBlanks(text, end))));
}

function patchEntry(
  editor: Editor,
  node: Collection,
  entry: Entry,
  stays: Insert | 'same',
  pointer: Pointer,
  out: Patch[],
): void {
  patchKey(editor, entry, stays === 'same' ? undefined : stays.key, node.isFlow, out);
  const place = stays === 'same' ? pointer : pointerOf(pointer, stays);
  editor.patchSlot(slotOf(node, entry, place), stays === 'same' ? 'same' : stays.part, out);
}

/** Renames a key in its place, and keeps track of an anchor or alias that stands there. */
export function patchKey(
  editor: Editor,
  { key }: Entry,
  name: string | undefined,
  isFlow: boolean,
  out: Patch[],
): void {
  if (key === undefined) return;
  const { node } = key;
  if (name !== undefined && name !== key.name) {
    if (node.anchor !== undefined) editor.anchors.define(node.anchor.text, name, undefined);
    const isLast = isBlockScalar(node) && editor.text[node.end - 1] === '\n';
    const start = node.tag === undefined ? node.start : Math.min(node.start, node.tag.start);
    const spelled = renamed(editor, name, node, isFlow);
    const text = node.anchor !== undefined && start < node.anchor.start ? `&${node.anchor.text} ${spelled}` : spelled;
    out.push({
      start,
      end: node.end,
      text: isLast ? text + editor.style.eol : text,
    });
    return;
  }
  if (node.kind === 'alias' && !editor.anchors.holds(node)) {
    out.push({ start: node.start, end: node.end, text: renamed(editor, key.name, undefined, isFlow) });
  } else if (node.anchor !== undefined) editor.anchors.define(node.anchor.text, node.value, node);
}

function insertBehind(
  editor: Editor,
  node: Collection,
  end: number,
  inserts: readonly Insert[],
  pointer: Pointer,
  out: Patch[],
): boolean {
  const { text, style } = editor;
  const { text: lines, isOpenEnded: isOpen } = compose(editor, node, inserts, pointer);
  const at = isOpen ? behindBlanks(text, end) : end;
  const hasBreak = at === 0 || text[at - 1] === '\n';
  out.push({ start: at, end: at, text: hasBreak ? lines + style.eol : style.eol + lines });
  return isOpen;
}

interface Composed {
  readonly text: string;
  readonly isOpenEnded: boolean;
}

function compose(editor: Editor, node: Collection, inserts: readonly Insert[], pointer: Pointer): Composed {
  const entries = inserts.map((insert) => composeEntry(editor, insert, node.column, node.kind, pointer));
  return {
    text: entries.map(({ text }) => text).join(editor.style.eol),
    isOpenEnded: entries.at(-1)?.isOpenEnded ?? false,
  };
}

/** The first entry stands behind a dash (`- a: 1`): whatever comes first in the end has to stand there. */
function patchCompact(
  editor: Editor,
  slot: Slot,
  node: Collection,
  assignment: Assignment,
  lines: readonly Lines[],
  { text: lead, isOpenEnded: isOpen }: Composed,
  out: Patch[],
): void {
  const { text, style } = editor;
  const [first, ...rest] = lines;
  if (first === undefined) return;
  const margin = ' '.repeat(node.column);
  const intro = lead.slice(node.column);
  if (first.stays !== undefined) {
    if (lead !== '') out.push({ start: first.entry.start, end: first.entry.start, text: intro + style.eol + margin });
    patchLines(editor, node, slot.pointer, assignment, lines, isOpen, out);
    return;
  }
  if (lead !== '') {
    const hasBreak = text[first.end - 1] === '\n';
    out.push({ start: first.entry.start, end: first.end, text: hasBreak ? intro + style.eol : intro });
    if (isOpen) out.push(withoutBlanks(editor, first.end, slot.pointer));
    patchLines(editor, node, slot.pointer, assignment, rest, isOpen, out);
    return;
  }
  // Everything up to the first thing that stays moves up, comments included.
  let at = first.end;
  const left = [...rest];
  for (;;) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    const next = left[0];
    if (next === undefined || next.stays !== undefined || at < next.start) break;
    at = next.end;
    left.shift();
  }
  out.push({ start: first.entry.start, end: at, text: '' });
  patchLines(editor, node, slot.pointer, assignment, left, false, out);
}

/** Nothing is left: `{}` or `[]` where the first entry stood; comments that no entry owned stay. */
function emptyOut(editor: Editor, slot: Slot, node: Collection, lines: readonly Lines[], out: Patch[]): void {
  const { text, style, tree } = editor;
  const empty = node.kind === 'map' ? '{}' : '[]';
  const [first, ...rest] = lines;
  if (first === undefined) return;
  const isRoot = slot.kind === 'root' && !tree.hasMarker;
  const end = withoutBreak(text, first.end);
  const head = isRoot ? undefined : headBetween(text, slot.start, node.start);
  const properties = Math.max(slot.start, node.anchor?.end ?? 0, node.tag?.end ?? 0);
  if (head !== undefined && head.inline === '' && head.lines.length === 0 && outerStart(node) >= slot.start) {
    out.push({ start: properties, end, text: ` ${empty}` });
  } else {
    const margin = node.column > node.parentIndent ? '' : ' '.repeat(style.step);
    out.push({ start: first.entry.start, end, text: margin + empty });
    if (first.start < first.entry.start && startsLine(text, first.entry.start)) {
      const own = first.entry.start - node.column;
      if (own > first.start) out.push({ start: first.start, end: own, text: '' });
    }
  }
  for (const { start, end: last } of rest) out.push({ start, end: last, text: '' });
}

function withoutBreak(text: string, end: number): number {
  if (text[end - 1] !== '\n') return end;
  return text[end - 2] === '\r' ? end - 2 : end - 1;
}
