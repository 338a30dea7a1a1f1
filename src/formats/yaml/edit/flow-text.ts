import type { Part } from '../../alignment.ts';
import type { Collection, Entry, ScalarNode } from '../node.ts';
import { type ScalarValue, spellScalar } from '../spell.ts';
import type { ContainerPart } from './assign.ts';
import { type Editor, pointerOf, slotOf, type Target, type Wish } from './editor.ts';
import { keyText } from './keys.ts';
import { shift } from './lines.ts';
import { applyPatches, type Patch } from './patch.ts';
import { propertiesFor } from './properties.ts';

/** The text of an old node inside of a flow collection: as it was where it was flow or fits on a line, else written anew in flow style. */
export function flowNode(
  editor: Editor,
  node: ScalarNode | Collection,
  wish: Wish,
  target: Target,
): { readonly text: string; readonly properties: string } {
  const properties = propertiesFor(editor, node, wish);
  const part = wish === 'same' ? undefined : wish;
  if (node.kind === 'scalar') return { text: flowScalar(editor, node), properties };
  if (node.isFlow && !node.isBare) {
    const patches: Patch[] = [];
    const slot = {
      node,
      entry: undefined,
      start: node.start,
      parentIndent: node.parentIndent,
      kind: 'item',
      isFlow: true,
      pointer: target.pointer,
    } as const;
    if (part !== undefined || node.hasReferences) editor.patchCollection(slot, node, wish, patches);
    const region = applyPatches(editor.text.slice(0, node.end), patches, node.start, node.end);
    return { text: shift(region, target.parentIndent - node.parentIndent, target.parentIndent + 1), properties };
  }
  if (!node.isBare)
    editor.note(target.pointer, 'a block collection moves into a flow collection and is written in that style');
  if (part !== undefined && (part.kind === 'object' || part.kind === 'array'))
    return { text: flowPart(editor, part, target), properties };
  return { text: flowEntries(editor, node, target), properties };
}

/** An entry that moves into flow text cannot keep its comments: they wait for the next place that can. */
export function takeComments({ settled, adrift }: Editor, source: Entry | undefined): void {
  if (source === undefined || settled.has(source)) return;
  settled.add(source);
  adrift.take(source);
}

/** A container without an old text of its own, on one line. */
export function flowPart(editor: Editor, part: ContainerPart, target: Target): string {
  const inner = (pointer: string): Target => ({ ...target, isFlow: true, pointer });
  const spelled = (one: Part, pointer: string): string => {
    takeComments(editor, one.origin === undefined ? undefined : editor.find(one.origin)?.entry);
    const { text, properties } = editor.compose(one, inner(pointer));
    return properties === '' ? text : `${properties} ${text}`;
  };
  if (part.kind === 'array') {
    return `[${part.items.map((item, index) => spelled(item, pointerOf(target.pointer, { key: undefined, index }))).join(', ')}]`;
  }
  const members = part.members.map(({ key, part: member }, index) => {
    const source = member.origin === undefined ? undefined : editor.find(member.origin)?.entry;
    return `${keyText(editor, key, source, true)} ${spelled(member, pointerOf(target.pointer, { key, index }))}`;
  });
  return braces(editor, members);
}

function braces({ style }: Editor, members: readonly string[]): string {
  if (members.length === 0) return '{}';
  return style.isPadded ? `{ ${members.join(', ')} }` : `{${members.join(', ')}}`;
}

/** The entries of an unchanged block collection, each as it can stand in flow. */
function flowEntries(editor: Editor, node: Collection, target: Target): string {
  const parts = node.entries.map((entry, index) => {
    const slot = slotOf(node, entry, pointerOf(target.pointer, { key: entry.key?.name, index }));
    const fragment = editor.composeNode(entry.value, undefined, 'same', {
      ...slot,
      isFlow: true,
      parentIndent: target.parentIndent,
    });
    const value = fragment.properties === '' ? fragment.text : `${fragment.properties} ${fragment.text}`;
    if (entry.key === undefined) return value;
    return `${entry.key.isMerge ? '<<:' : keyText(editor, entry.key.name, entry, true)} ${value}`;
  });
  return node.kind === 'map' ? braces(editor, parts) : `[${parts.join(', ')}]`;
}

function flowScalar({ text, tree, style }: Editor, node: ScalarNode): string {
  const source = text.slice(node.start, node.end);
  if (node.style === 'single' || node.style === 'double') {
    if (!source.includes('\n')) return source;
  } else if (node.style === 'plain' && !/[,[\]{}\r\n]|^[-?:]$|:$/.test(source)) return source;
  else if (node.style === 'empty' && node.tag !== undefined) return node.value === null ? 'null' : '""';
  const quotes = node.style === 'single' ? 'single' : node.tag === undefined ? undefined : 'double';
  return spellScalar(node.value as ScalarValue, { rules: tree.rules, isFlow: true, style: quotes, quote: style.quote });
}
