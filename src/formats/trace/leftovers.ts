import type { Identities } from '../identity.ts';
import { type Equals, pairEquals } from './equals.ts';
import type { Likeness } from './likeness.ts';
import { hasParts, isAlive, isCovered, type NewNode, type OldNode, settle } from './tree.ts';

/** New parts without an origin, and old parts that nothing has taken up, each with all that is inside of them. */
export interface Leftovers {
  readonly appeared: readonly NewNode[];
  readonly gone: readonly OldNode[];
}

/** What tells parts from each other: the same for a whole document. */
export interface Evidence {
  readonly identities: Identities;
  readonly likeness: Likeness;
}

/**
 * Within one scope, ties what appeared to an equal part that disappeared: whole containers first, the larger before the smaller, then
 * leaves. Where several are equal, their places tell (see `pairEquals`); containers are tied in their order in the end, a leaf that is
 * ambiguous still stays without an origin. Returns what is left, for the scope around.
 */
export function matchEqual({ appeared, gone }: Leftovers, { identities, likeness }: Evidence): Leftovers {
  if (appeared.length === 0 || gone.length === 0) return { appeared, gone };
  const idOf = (node: NewNode | OldNode): number => identities.idOf(node.value);
  const wanted = group(appeared, idOf);
  const offered = group(
    gone.filter((node) => wanted.has(idOf(node))),
    idOf,
  );
  // Parents come before their parts in both lists, so the larger of two nested matches is found first.
  for (const withParts of [true, false]) {
    for (const [id, takers] of wanted) {
      const first = takers[0];
      if (first === undefined || hasParts(first) !== withParts) continue;
      const open = {
        takers: takers.filter((node) => !isCovered(node) && node.origin === undefined),
        givers: (offered.get(id) ?? []).filter((node) => !isAlive(node)),
      };
      // Two alone are meant for each other.
      const isPair = open.takers.length === 1 && open.givers.length === 1;
      const left = isPair ? open : pairEquals(open, likeness);
      // A container is worth its text, whichever of its equals it is.
      if (isPair || withParts) settleInOrder(left);
    }
  }
  return { appeared: appeared.filter((node) => !isCovered(node)), gone: gone.filter((node) => !isAlive(node)) };
}

function settleInOrder({ takers, givers }: Equals): void {
  takers.forEach((node, index) => {
    const origin = givers[index];
    if (origin !== undefined) settle(node, origin);
  });
}

function group<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const found = groups.get(key);
    if (found === undefined) groups.set(key, [item]);
    else found.push(item);
  }
  return groups;
}

/** A new part and all parts inside of it, parents first, without what is settled. */
export function* unsettled(node: NewNode): Generator<NewNode> {
  if (node.isSettled) return;
  if (node.origin === undefined) yield node;
  for (const child of node.children.values()) yield* unsettled(child);
}

/** An old part and all parts inside of it, parents first, without what lives on. */
export function* untaken(node: OldNode): Generator<OldNode> {
  if (node.isKept) return;
  yield node;
  for (const child of node.children.values()) yield* untaken(child);
}
