import { type Pointer, pointerTo } from '../../../model/pointer.ts';
import type { Value } from '../../../model/value.ts';
import type { Part } from '../../alignment.ts';
import { isCollection, type Node, type ScalarNode, type Tree } from '../node.ts';
import { type ScalarValue, spellScalar } from '../spell.ts';
import type { Editor } from './editor.ts';

/** A new scalar that comes from nowhere, as far as can be told. */
interface Written {
  readonly pointer: Pointer;
  readonly value: ScalarValue;
}

/**
 * Notes each scalar that is written in the usual way while an equal one that was spelled otherwise goes: it may be that one, moved, but more than one
 * could be meant. Quotes are not looked at, only what stands without.
 */
export function noteRespelled(text: string, tree: Tree, part: Part, note: Editor['note']): void {
  const written: Written[] = [];
  const used = new Set<Pointer>();
  collect(part, '', written, used);
  if (written.length === 0) return;
  const wanted = new Map(written.map(({ value }) => [usual(value, tree), undefined as string | undefined]));
  const visit = (node: Node, pointer: Pointer): void => {
    if (used.has(pointer)) return;
    if (isCollection(node)) {
      for (const [index, { key, value }] of node.entries.entries())
        visit(value, pointerTo(pointer, key?.name ?? index));
    } else if (node.kind === 'scalar' && isPlain(node)) {
      const own = text.slice(node.start, node.end);
      const spelled = usual(node.value as ScalarValue, tree);
      if (own !== spelled && wanted.has(spelled)) wanted.set(spelled, own);
    }
  };
  visit(tree.root, '');
  for (const { pointer, value } of written) {
    const spelled = usual(value, tree);
    const own = wanted.get(spelled);
    if (own !== undefined) note(pointer, `${own} is written as ${spelled}: which old value it is cannot be told`);
  }
}

/** Gathers the scalars without an origin, and the old parts whose text goes on. */
function collect(part: Part, pointer: Pointer, written: Written[], used: Set<Pointer>): void {
  if (part.kind === 'kept') used.add(part.origin);
  else if (part.kind === 'scalar') {
    if (part.origin === undefined && !isText(part.value)) written.push({ pointer, value: part.value as ScalarValue });
  } else if (part.kind === 'object') {
    for (const { key, part: member } of part.members) collect(member, pointerTo(pointer, key), written, used);
  } else {
    for (const [index, item] of part.items.entries()) collect(item, pointerTo(pointer, index), written, used);
  }
}

function isPlain({ style, value, tag }: ScalarNode): boolean {
  return style === 'plain' && tag === undefined && !isText(value);
}

function isText(value: Value): boolean {
  return typeof value === 'string';
}

function usual(value: ScalarValue, { rules }: Tree): string {
  return spellScalar(value, { rules, isFlow: false, style: undefined, quote: 'double' });
}
