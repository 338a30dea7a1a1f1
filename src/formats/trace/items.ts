import type { Identities } from '../identity.ts';
import { areAlike, isContainer } from './container.ts';
import { alignSequences, type Gap, NO_IDENTITY } from './sequence.ts';
import { type NewNode, type OldNode, settle } from './tree.ts';

/** A new item and the old one that it is, changed. */
export type ChangedItem = readonly [NewNode, OldNode];

/**
 * Ties the items of a changed array to those of the old one: equal items first, wherever they went; then, in each stretch between
 * items that stayed, a changed container to the one that shares most with it, and what is left in its order where as many came as went.
 * Settles the equal ones and returns the changed ones.
 */
export function pairItems(node: NewNode, origin: OldNode, identities: Identities): readonly ChangedItem[] {
  const fresh = [...node.children.values()];
  const old = [...origin.children.values()];
  const place = new Map(old.map((item, index) => [item, index]));
  const matches = Int32Array.from(fresh, (item) => (item.origin === undefined ? -1 : (place.get(item.origin) ?? -1)));
  const newIds = Int32Array.from(fresh, (item) =>
    item.origin === undefined ? identities.idOf(item.value) : NO_IDENTITY,
  );
  const oldIds = Int32Array.from(old, (item) => (isOpen(item) ? identities.idOf(item.value) : NO_IDENTITY));
  const gaps = alignSequences(matches, newIds, oldIds);
  matches.forEach((match, index) => {
    const item = fresh[index];
    const source = old[match];
    if (item !== undefined && source !== undefined && item.origin === undefined) settle(item, source);
  });
  return gaps.flatMap((gap) => pairChanged(gap, fresh, old, identities));
}

function isOpen(item: OldNode): boolean {
  return !item.isKept && !item.isPaired;
}

function pairChanged(
  { newStart, newEnd, oldStart, oldEnd }: Gap,
  fresh: readonly NewNode[],
  old: readonly OldNode[],
  identities: Identities,
): readonly ChangedItem[] {
  const takers = fresh.slice(newStart, newEnd).filter((item) => item.origin === undefined);
  const givers = old.slice(oldStart, oldEnd).filter(isOpen);
  if (takers.length === 0 || givers.length === 0) return [];
  const pairs = pairSimilar(takers, givers, identities);
  const takersLeft = takers.filter((item) => !pairs.has(item));
  const used = new Set(pairs.values());
  const giversLeft = givers.filter((item) => !used.has(item));
  if (takersLeft.length === giversLeft.length) {
    takersLeft.forEach((item, index) => {
      const giver = giversLeft[index];
      if (giver !== undefined && canBecome(giver, item)) pairs.set(item, giver);
    });
  }
  return [...pairs];
}

function canBecome(giver: OldNode, taker: NewNode): boolean {
  return areAlike(giver.value, taker.value) || (!isContainer(giver.value) && !isContainer(taker.value));
}

/** What more items than this have in common says nothing of which of them is meant. */
const COMMON = 8;

/** Each container with the one that has the most equal parts under the same keys, the first of several. */
function pairSimilar(
  takers: readonly NewNode[],
  givers: readonly OldNode[],
  identities: Identities,
): Map<NewNode, OldNode> {
  // Both are numbers far below 2^26: together they are exact.
  const signOf = ({ value, token }: OldNode | NewNode): number =>
    identities.idOf(value) * 2 ** 26 + identities.idOf(token);
  const holders = new Map<number, OldNode[]>();
  for (const giver of givers) {
    for (const part of giver.children.values()) {
      const sign = signOf(part);
      const found = holders.get(sign);
      if (found === undefined) holders.set(sign, [giver]);
      else found.push(giver);
    }
  }
  const pairs = new Map<NewNode, OldNode>();
  const used = new Set<OldNode>();
  for (const taker of takers) {
    const votes = new Map<OldNode, number>();
    for (const part of taker.children.values()) {
      const found = holders.get(signOf(part)) ?? [];
      if (found.length > COMMON) continue;
      for (const giver of found) if (areAlike(giver.value, taker.value)) votes.set(giver, (votes.get(giver) ?? 0) + 1);
    }
    let best: OldNode | undefined;
    for (const [giver, count] of votes) {
      if (!used.has(giver) && count > (best === undefined ? 0 : (votes.get(best) ?? 0))) best = giver;
    }
    if (best === undefined) continue;
    used.add(best);
    pairs.set(taker, best);
  }
  return pairs;
}
