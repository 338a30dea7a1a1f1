import { valuesEqual } from '../../../model/value.ts';
import type { Part } from '../../alignment.ts';
import { type AliasNode, type Collection, isCollection, type Node, outerStart, type ScalarNode } from '../node.ts';
import { spellInBlock } from '../render.ts';
import { meaningOf } from '../scalar.ts';
import { type ScalarValue, spellScalar } from '../spell.ts';
import { assign } from './assign.ts';
import type { Editor, Fragment, Slot, Wish } from './editor.ts';
import { replaceInBlock } from './layout.ts';
import { behindBlanks, lineAt, lineEnd, nextLine } from './lines.ts';
import type { Patch } from './patch.ts';

/** Makes a place say what is wished, with the smallest edits: nothing where it says so already. */
export function patchSlot(editor: Editor, slot: Slot, wish: Wish, out: Patch[]): void {
  const { node } = slot;
  if (wish === 'same' || isInPlace(editor, node, wish)) {
    patchSame(editor, slot, out);
    return;
  }
  if (node.kind === 'alias') {
    if (!editor.anchors.holds(node, wish.value)) replace(editor, slot, editor.compose(wish, slot), out);
    return;
  }
  if (isHost(editor, node, wish) && isBlank(editor, slot)) {
    fill(editor, slot, wish, out);
    return;
  }
  if (isHost(editor, node, wish) && isCollection(node) && (!node.isBare || staysBare(editor, node, wish))) {
    writeAnchor(editor, node, wish, out);
    editor.patchCollection(slot, node, wish, out);
    return;
  }
  if (wish.kind === 'scalar' && node.kind === 'scalar') {
    writeAnchor(editor, node, wish, out);
    patchScalar(editor, slot, node, wish.value as ScalarValue, out);
    return;
  }
  const fragment = editor.compose(wish, slot);
  replace(editor, slot, withOldAnchor(editor, node, wish, fragment), out);
}

function isInPlace({ find }: Editor, node: Node, wish: Part): boolean {
  if (wish.kind === 'kept')
    return find(wish.origin)?.node === node || (node.kind === 'scalar' && valuesEqual(node.value, wish.value));
  return wish.kind === 'scalar' && node.kind === 'scalar' && valuesEqual(node.value, wish.value);
}

function isHost({ find }: Editor, node: Node, wish: Part): boolean {
  return (
    (wish.kind === 'object' || wish.kind === 'array') && wish.origin !== undefined && find(wish.origin)?.node === node
  );
}

/** True for `{}` or `[]` in a block, with nothing between the brackets. */
function isBlank({ text }: Editor, { node, isFlow }: Slot): boolean {
  if (!isCollection(node) || !node.isFlow || isFlow || node.entries.length > 0) return false;
  return /^\s*$/.test(text.slice(node.start + 1, node.end - 1));
}

/** `{}` is the only way to write an empty mapping: once it holds something, it is a block like its neighbours. */
function fill(editor: Editor, slot: Slot, wish: Part, out: Patch[]): void {
  const { tag } = slot.node;
  const fragment = editor.compose({ ...wish, origin: undefined } as Part, slot);
  const tagged = tag === undefined ? fragment : { ...fragment, properties: tag.text };
  replace(editor, slot, withOldAnchor(editor, slot.node, wish, tagged), out);
}

/** A pair without braces can stay one as long as it is one pair. */
function staysBare({ find }: Editor, node: Collection, wish: Part): boolean {
  return wish.kind === 'object' && wish.members.length === 1 && assign(node, wish, find).survivors.size === 1;
}

/** Leaves a value as it is, but for aliases in it that would say something else now. */
function patchSame(editor: Editor, slot: Slot, out: Patch[]): void {
  const { node } = slot;
  if (!node.hasReferences) return;
  if (node.kind === 'alias') {
    if (!isStillRight(editor, node))
      replace(editor, slot, editor.composeNode(node.target, undefined, 'same', slot), out);
    return;
  }
  writeAnchor(editor, node, 'same', out);
  if (isCollection(node)) editor.patchCollection(slot, node, 'same', out);
}

function isStillRight({ anchors, kept, copied }: Editor, alias: AliasNode): boolean {
  return kept.has(alias) || (!copied.has(alias) && anchors.holds(alias));
}

/** Notes the node's anchor as written, or takes it out of a text that is written a second time. */
function writeAnchor({ anchors, text }: Editor, node: Node, wish: Wish, out: Patch[]): void {
  const { anchor } = node;
  if (anchor === undefined) return;
  if (anchors.isWritten(node)) {
    const space = /^[ \t]*/.exec(text.slice(anchor.end, anchor.end + 100))?.[0].length ?? 0;
    out.push({ start: anchor.start, end: anchor.end + space, text: '' });
    return;
  }
  anchors.markWritten(node);
  if (wish === 'same') anchors.define(anchor.text, node.value, node);
  else anchors.define(anchor.text, wish.value, undefined);
}

function withOldAnchor({ anchors }: Editor, node: Node, wish: Part, fragment: Fragment): Fragment {
  const { anchor } = node;
  if (anchor === undefined || anchors.isWritten(node) || /(?:^| )&/.test(fragment.properties)) return fragment;
  // An alias cannot carry an anchor; whoever needs the old one gets a copy.
  if (fragment.text.startsWith('*')) return fragment;
  anchors.markWritten(node);
  anchors.define(anchor.text, wish.value, undefined);
  const properties = `&${anchor.text}${fragment.properties === '' ? '' : ` ${fragment.properties}`}`;
  return { ...fragment, properties };
}

/** Puts a new text in the place of an old one. */
function replace(editor: Editor, slot: Slot, fragment: Fragment, out: Patch[]): void {
  if (!slot.isFlow) {
    const patch = replaceInBlock(editor, slot, fragment);
    out.push(patch);
    const next = nextLine(editor.text, patch.end);
    if (fragment.isOpenEnded) out.push({ start: next, end: behindBlanks(editor.text, next), text: '' });
    return;
  }
  const { node, entry } = slot;
  const value = fragment.properties === '' ? fragment.text : `${fragment.properties} ${fragment.text}`;
  const start = outerStart(node);
  const intro = entry?.key?.hasColon === false ? ': ' : node.end === start ? ' ' : '';
  out.push({ start, end: node.end, text: intro + value });
}

/** A new scalar in the place and, where it fits, in the style of an old one. */
function patchScalar(editor: Editor, slot: Slot, node: ScalarNode, value: ScalarValue, out: Patch[]): void {
  const { text, style, tree } = editor;
  const { tag, anchor } = node;
  if (node.style === 'literal' || node.style === 'folded') {
    const block =
      typeof value === 'string' && (tag === undefined || keepsTag(tag.text, value, editor))
        ? blockPatch(editor, node, value)
        : undefined;
    if (block !== undefined) {
      out.push(block);
      return;
    }
  }
  const spelling = {
    rules: tree.rules,
    isFlow: slot.isFlow,
    style: typeof value === 'string' ? node.style : undefined,
    quote: style.quote,
  };
  const isBlock = node.style === 'literal' || node.style === 'folded';
  const wanted = isBlock ? 'double' : spelling.style === 'empty' ? undefined : spelling.style;
  const spelled =
    typeof value !== 'string' || slot.isFlow || wanted !== undefined
      ? spellScalar(value, { ...spelling, style: wanted === 'plain' ? undefined : wanted })
      : spellInBlock(value, undefined, { parentIndent: slot.parentIndent, style, rules: tree.rules });
  const keeps = tag !== undefined && keepsTag(tag.text, value, editor);
  const properties = [anchor === undefined ? '' : text.slice(anchor.start, anchor.end), keeps ? tag.text : '']
    .filter((one) => one !== '')
    .join(' ');
  if (!isBlock && (tag === undefined || keeps) && node.style !== 'empty') {
    out.push({ start: node.start, end: node.end, text: spelled });
    return;
  }
  if (tag !== undefined && !keeps)
    editor.note(slot.pointer, `the tag ${tag.text} does not fit the new value and is left out`);
  const block = /^[|>][-+0-9]*(?:\r?\n|$)/.test(spelled) && !slot.isFlow ? 'scalar' : undefined;
  replace(
    editor,
    slot,
    { text: spelled, properties, block, column: 0, head: { inline: '', lines: [] }, tail: '', isOpenEnded: false },
    out,
  );
}

function keepsTag(tag: string, value: ScalarValue, { tree }: Editor): boolean {
  const spelled = typeof value === 'string' ? value : String(value);
  const plain = meaningOf(spelled, 'plain', tag, tree.rules);
  return plain.kind === 'value' && valuesEqual(plain.value, value);
}

/** A block scalar with new lines: the same kind of block, its comment and its indentation, where those can say the value. */
function blockPatch(editor: Editor, node: ScalarNode, value: string): Patch | undefined {
  const { text, style, tree } = editor;
  const indent = contentIndent(text, node);
  const relative = indent - Math.max(node.parentIndent, 0);
  if (indent < 1 || relative < 1) return undefined;
  const spelled = spellInBlock(value, node.style, {
    parentIndent: node.parentIndent,
    style: { ...style, step: relative },
    rules: tree.rules,
  });
  const body = /^([|>]\S*)(?:\r?\n|$)/.exec(spelled);
  if (body === null || spelled.startsWith('"')) return undefined;
  const headerEnd = lineEnd(text, node.start);
  const oldHeader = text.slice(node.start, headerEnd);
  const comment = /[ \t]+#.*$/.exec(oldHeader)?.[0] ?? '';
  const lines = spelled.slice((body[1] ?? '').length);
  const endsLine = text[node.end - 1] === '\n';
  return { start: node.start, end: node.end, text: `${body[1]}${comment}${lines}${endsLine ? style.eol : ''}` };
}

/** The column of the lines of a block scalar; 0 where it has none. */
function contentIndent(text: string, node: ScalarNode): number {
  const explicit = /^[|>][-+]?([1-9])/.exec(text.slice(node.start, node.start + 4))?.[1];
  if (explicit !== undefined) return Math.max(node.parentIndent, 0) + Number(explicit);
  for (let at = nextLine(text, node.start); at < node.end; at = nextLine(text, at)) {
    const line = lineAt(text, at);
    if (line.kind !== 'blank') return /^ */.exec(text.slice(at, at + line.indent))?.[0].length ?? 0;
  }
  return 0;
}
