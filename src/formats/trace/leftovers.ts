import type { Identities } from '../identity.ts';
import { hasParts, isAlive, isCovered, type NewNode, type OldNode, settle } from './tree.ts';

/** New parts without an origin, and old parts that nothing has taken up, each with all that is inside of them. */
export interface Leftovers {
  readonly appeared: readonly NewNode[];
  readonly gone: readonly OldNode[];
}

/**
 * Within one scope, ties what appeared to an equal part that disappeared: whole containers first, the larger before the smaller, then
 * leaves. Where several are equal, those under the same key are tied, and containers then in their order; a scalar that is
 * ambiguous still stays without an origin. Returns what is left, for the scope around.
 */
export function matchEqual({ appeared, gone }: Leftovers, identities: Identities): Leftovers {
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
      matchGroup(
        takers.filter((node) => !isCovered(node) && node.origin === undefined),
        (offered.get(id) ?? []).filter((node) => !isAlive(node)),
        withParts,
      );
    }
  }
  return { appeared: appeared.filter((node) => !isCovered(node)), gone: gone.filter((node) => !isAlive(node)) };
}

function matchGroup(takers: readonly NewNode[], givers: readonly OldNode[], inOrder: boolean): void {
  const [taker] = takers;
  const [giver] = givers;
  if (taker === undefined || giver === undefined) return;
  if (takers.length === 1 && givers.length === 1) {
    settle(taker, giver);
    return;
  }
  const byToken = group(givers, (node) => node.token);
  for (const [token, same] of group(takers, (node) => node.token)) {
    const [only, ...others] = byToken.get(token) ?? [];
    const [first] = same;
    if (same.length === 1 && others.length === 0 && only !== undefined && first !== undefined) settle(first, only);
  }
  if (!inOrder) return;
  const rest = givers.filter((node) => !node.isKept);
  takers
    .filter((node) => !node.isSettled)
    .forEach((node, index) => {
      const origin = rest[index];
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
