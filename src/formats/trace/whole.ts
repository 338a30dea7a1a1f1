import { isObject } from '../../model/value.ts';
import type { Identities } from '../identity.ts';
import { areAlike } from './container.ts';
import { hasParts, type NewNode, type OldNode, settle } from './tree.ts';

/**
 * Settles each container that is the only one of its content on both sides, in its place or moved (wrapped, unwrapped, renamed by a
 * step that copied it), unless what stands in its place looks like its old self, changed. One with less than two parts proves nothing.
 */
export function settleWholes(root: NewNode, oldRoot: OldNode, identities: Identities): void {
  const fresh = new Map<number, NewNode | 'several'>();
  const old = new Map<number, OldNode | 'several'>();
  countNew(root, (node) => count(fresh, identities.idOf(node.value), node));
  countOld(oldRoot, (node) => count(old, identities.idOf(node.value), node));
  const visit = (node: NewNode, place: OldNode | undefined): void => {
    if (node.isSettled || !hasParts(node)) return;
    const id = identities.idOf(node.value);
    const source = old.get(id);
    const isUnique = fresh.get(id) === node && source !== undefined && source !== 'several' && !source.isKept;
    if (isUnique && node.children.size > 1 && (place === source || !looksLike(node, place, identities))) {
      settle(node, source);
      return;
    }
    for (const child of node.children.values()) {
      visit(child, isObject(node.value) ? place?.children.get(child.token) : undefined);
    }
  };
  visit(root, oldRoot);
}

function countNew(node: NewNode, see: (node: NewNode) => void): void {
  if (node.isSettled || !hasParts(node)) return;
  see(node);
  for (const child of node.children.values()) countNew(child, see);
}

function countOld(node: OldNode, see: (node: OldNode) => void): void {
  if (node.isKept || !hasParts(node)) return;
  see(node);
  for (const child of node.children.values()) countOld(child, see);
}

function count<Node>(counts: Map<number, Node | 'several'>, id: number, node: Node): void {
  counts.set(id, counts.has(id) ? 'several' : node);
}

/** Two objects that share half of their keys, two arrays that share an item. */
function looksLike(node: NewNode, place: OldNode | undefined, identities: Identities): boolean {
  if (place === undefined || place.isKept || !areAlike(node.value, place.value)) return false;
  if (!hasParts(place)) return false;
  if (isObject(node.value)) {
    const shared = [...node.children.keys()].filter((key) => place.children.has(key)).length;
    return shared * 2 >= Math.max(node.children.size, place.children.size);
  }
  const items = new Set([...place.children.values()].map((item) => identities.idOf(item.value)));
  return [...node.children.values()].some((item) => items.has(identities.idOf(item.value)));
}
