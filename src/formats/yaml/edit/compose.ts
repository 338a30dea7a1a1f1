import type { Part } from '../../alignment.ts';
import {
  type Collection,
  type Entry,
  isBlockCollection,
  isBlockScalar,
  isCollection,
  type Node,
  resolved,
} from '../node.ts';
import { columnBelow, spellInBlock } from '../render.ts';
import { type ScalarValue, spellScalar } from '../spell.ts';
import type { ContainerPart, Insert } from './assign.ts';
import { composeEntry } from './compose-entry.ts';
import { type Editor, type Fragment, NO_HEAD, type Place, type Slot, type Target, type Wish } from './editor.ts';
import { flowNode, flowPart } from './flow-text.ts';
import { headBetween } from './layout.ts';
import { lastLeaf, lineStart, ownEnd, shift, startsLine } from './lines.ts';
import { applyPatches, type Patch } from './patch.ts';
import { propertiesFor } from './properties.ts';

const PLAIN: Omit<Fragment, 'text'> = {
  properties: '',
  block: undefined,
  column: 0,
  head: NO_HEAD,
  tail: '',
  isOpenEnded: false,
};

/** The text of a part for a place that it is new in: its old text where it has one, re-indented; else the style of the file. */
export function compose(editor: Editor, part: Part, target: Target): Fragment {
  const source = part.origin === undefined ? undefined : editor.find(part.origin);
  if (source !== undefined && part.kind === 'kept') {
    return composeNode(editor, source.node, placeOf(editor, source.entry), 'same', target);
  }
  if (source?.node.kind === 'alias' && editor.anchors.holds(source.node, part.value)) {
    return { ...PLAIN, text: editor.text.slice(source.node.start, source.node.end) };
  }
  if (part.kind === 'scalar' || part.kind === 'kept') {
    const node = source === undefined ? undefined : resolved(source.node);
    return composeScalar(editor, part.value as ScalarValue, node, target);
  }
  if (source !== undefined && canHost(resolved(source.node), part)) {
    return composeNode(
      editor,
      resolved(source.node),
      source.node.kind === 'alias' ? undefined : placeOf(editor, source.entry),
      part,
      target,
    );
  }
  return composeNew(editor, part, target);
}

/** An empty `{}` hosts nothing: what fills it is laid out anew. */
function canHost(node: Node, part: ContainerPart): boolean {
  if (!isCollection(node) || node.isBare) return false;
  const isEmptied = part.kind === 'object' ? part.members.length === 0 : part.items.length === 0;
  return node.entries.length > 0 && !isEmptied && (node.kind === 'map') === (part.kind === 'object');
}

function composeScalar(editor: Editor, value: ScalarValue, node: Node | undefined, target: Target): Fragment {
  const { style, tree } = editor;
  const old = node?.kind === 'scalar' && node.style !== 'plain' && node.style !== 'empty' ? node.style : undefined;
  const wanted = typeof value === 'string' ? old : undefined;
  if (target.isFlow) {
    const quotes = wanted === 'single' || wanted === 'double' ? wanted : undefined;
    return {
      ...PLAIN,
      text: spellScalar(value, { rules: tree.rules, isFlow: true, style: quotes, quote: style.quote }),
    };
  }
  const text = spellInBlock(value, wanted, { parentIndent: target.parentIndent, style, rules: tree.rules });
  return {
    ...PLAIN,
    text,
    block: isBlockText(text, value) ? 'scalar' : undefined,
    isOpenEnded: /^[|>][0-9]?\+/.test(text),
  };
}

function isBlockText(text: string, value: ScalarValue): boolean {
  return typeof value === 'string' && /^[|>]/.test(text);
}

/** The text of an old node for a new place. `start` is where the place that it stood in begins, for the comments before it. */
export function composeNode(
  editor: Editor,
  node: Node,
  place: Place | undefined,
  wish: Wish,
  target: Target,
): Fragment {
  const { text, anchors } = editor;
  if (node.kind === 'alias') {
    if (anchors.holds(node)) return { ...PLAIN, text: text.slice(node.start, node.end) };
    return composeNode(editor, node.target, undefined, wish, target);
  }
  if (target.isFlow) return { ...PLAIN, ...flowNode(editor, node, wish, target) };
  if (isCollection(node) && node.isBare) return { ...PLAIN, text: flowNode(editor, node, wish, target).text };
  const properties = propertiesFor(editor, node, wish);
  if (isBlockScalar(node) && needsRespelling(editor, node, target)) {
    const spelled = composeScalar(editor, node.value as ScalarValue, node, target);
    return { ...spelled, properties };
  }
  if (node.kind === 'scalar' && node.style === 'empty' && target.kind === 'root' && properties === '') {
    return { ...PLAIN, text: 'null' };
  }
  const end = regionEnd(text, node, place);
  const patches: Patch[] = [];
  if (isCollection(node) && (wish !== 'same' || node.hasReferences)) {
    editor.patchCollection(oldSlot(node, place?.start, target), node, wish, patches);
  }
  // The comments above the first entry travel in the head; here the text starts with the entry's own line.
  const from = startsLine(text, node.start) ? lineStart(text, node.start) : node.start;
  const inside = patches.map((patch) => ({
    ...patch,
    start: Math.max(patch.start, from),
    end: Math.max(patch.end, from),
  }));
  const region = applyPatches(text, inside, from, end)
    .replace(/^ +/, '')
    .replace(/\r?\n$/, '');
  if (!isBlockCollection(node)) {
    const moved = shift(region, Math.max(target.parentIndent, -1) - node.parentIndent, target.parentIndent + 1);
    const block = isBlockScalar(node) ? 'scalar' : undefined;
    // Comments of what moved into a flow collection stand above it.
    const above = block === undefined && wish !== 'same' ? editor.adrift.drain() : [];
    const head = { inline: '', lines: above };
    return { ...PLAIN, text: moved, properties, block, head, isOpenEnded: isOpenEnded(text, node) };
  }
  const column = columnFor(editor, node, target);
  const head = place === undefined ? NO_HEAD : headBetween(text, place.start, node.start);
  const moved = shift(region, column - node.column, column);
  return {
    ...PLAIN,
    text: moved,
    properties,
    block: 'collection',
    column,
    head,
    isOpenEnded: isOpenEnded(text, lastLeaf(node)),
  };
}

function oldSlot(node: Collection, start: number | undefined, target: Target): Slot {
  return {
    node,
    entry: undefined,
    start: start ?? node.start,
    parentIndent: node.parentIndent,
    kind: 'member',
    isFlow: false,
    pointer: target.pointer,
  };
}

/** The old place of a value: what stands between its bounds and the value are comments of its own. */
function placeOf({ text, homeOf }: Editor, entry: Entry | undefined): Place | undefined {
  const home = entry === undefined ? undefined : homeOf(entry);
  if (entry === undefined || home === undefined || home.parent.isFlow) return undefined;
  return { start: entry.slot, end: ownEnd(text, home.parent, entry) };
}

function regionEnd(text: string, node: Node, place: Place | undefined): number {
  if (!isBlockCollection(node)) return node.end;
  const last = node.entries.at(-1);
  const own = last === undefined ? node.end : ownEnd(text, node, last);
  return Math.max(own, place?.end ?? own);
}

/**
 * An indentation indicator counts from another column at the root, and the root's lines may look like markers elsewhere. One without text would
 * take a comment below its new place for its text.
 */
function needsRespelling({ text }: Editor, node: Node, { parentIndent }: Target): boolean {
  if (parentIndent === -1 || (typeof node.value === 'string' && /^\n*$/.test(node.value))) return true;
  return node.parentIndent === -1 && /^[|>][-+]?[1-9]/.test(text.slice(node.start, node.start + 3));
}

export function isOpenEnded(text: string, node: Node): boolean {
  return isBlockScalar(node) && /^[|>][0-9]?\+/.test(text.slice(node.start, node.start + 3));
}

function columnFor({ style }: Editor, value: { readonly kind: 'map' | 'seq' }, { kind, parentIndent }: Target): number {
  if (kind === 'root') return 0;
  if (kind === 'item') return parentIndent + 2;
  return columnBelow(value.kind === 'seq' ? [] : null, parentIndent, style);
}

/** A container that has no old text, in the style of the file; its parts may have some. */
function composeNew(editor: Editor, part: ContainerPart, target: Target): Fragment {
  const { style } = editor;
  const inserts: readonly Insert[] =
    part.kind === 'object'
      ? part.members.map((member, index) => ({ ...member, index }))
      : part.items.map((item, index) => ({ key: undefined, part: item, index }));
  if (inserts.length === 0) return { ...PLAIN, text: part.kind === 'object' ? '{}' : '[]' };
  if (target.isFlow) return { ...PLAIN, text: flowPart(editor, part, target) };
  const column = columnFor(editor, { kind: part.kind === 'object' ? 'map' : 'seq' }, target);
  const entries = inserts.map((insert) =>
    composeEntry(editor, insert, column, part.kind === 'object' ? 'map' : 'seq', target.pointer),
  );
  const text = entries
    .map((entry) => entry.text)
    .join(style.eol)
    .slice(column);
  return { ...PLAIN, text, block: 'collection', column, isOpenEnded: entries.at(-1)?.isOpenEnded ?? false };
}
