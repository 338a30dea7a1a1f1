import { isArray } from '../../model/value.ts';
import { bareName, type Likeness } from './likeness.ts';
import { type NewNode, type OldNode, pointerOf, settle } from './tree.ts';

/** Parts that are all equal: which one is which, only their places can tell. */
export interface Equals {
  readonly takers: readonly NewNode[];
  readonly givers: readonly OldNode[];
}

type AnyNode = NewNode | OldNode;

/** More pairs than this are not compared name by name. */
const MOST_COMPARED = 100;

/**
 * Ties equal new parts to equal old ones, by what tells most first: the end of their paths, their key, their key but for its spelling, the key that is
 * clearly most alike, the same parent. Wherever as many came as went, they are tied in their order. What nothing tells apart stays
 * without an origin; returns that.
 */
export function pairEquals(equals: Equals, likeness: Likeness): Equals {
  let left = equals;
  for (const sign of [endOfPath(3), endOfPath(2), endOfPath(1), bareKey]) left = pairBySign(left, sign);
  left = pairAlike(left, likeness);
  left = pairBySign(left, parentOf);
  return pairBySign(left, () => '');
}

function endOfPath(length: number): (node: AnyNode) => string {
  return (node) => {
    let end = '';
    let at: AnyNode | undefined = node;
    for (let count = 0; count < length && at !== undefined; count += 1) {
      end = `/${at.token}${end}`;
      at = at.parent;
    }
    return end;
  };
}

function bareKey(node: AnyNode): string | undefined {
  return isItem(node) ? undefined : bareName(node.token);
}

function parentOf({ parent }: AnyNode): string | undefined {
  if (parent === undefined) return undefined;
  return pointerOf('origin' in parent ? (parent.origin ?? parent) : parent);
}

function isItem({ parent }: AnyNode): boolean {
  return parent !== undefined && isArray(parent.value);
}

/** Ties those of one sign, where as many came as went. */
function pairBySign(equals: Equals, signOf: (node: AnyNode) => string | undefined): Equals {
  const { takers, givers } = equals;
  if (takers.length === 0 || givers.length === 0) return equals;
  const offered = bySign(givers, signOf);
  for (const [sign, coming] of bySign(takers, signOf)) {
    const going = offered.get(sign) ?? [];
    if (going.length !== coming.length) continue;
    coming.forEach((taker, index) => {
      const giver = going[index];
      if (giver !== undefined) settle(taker, giver);
    });
  }
  return stillOpen(equals);
}

function bySign<Node extends AnyNode>(
  nodes: readonly Node[],
  signOf: (node: AnyNode) => string | undefined,
): Map<string, Node[]> {
  const groups = new Map<string, Node[]>();
  for (const node of nodes) {
    const sign = signOf(node);
    if (sign === undefined) continue;
    const group = groups.get(sign);
    if (group === undefined) groups.set(sign, [node]);
    else group.push(node);
  }
  return groups;
}

/** Ties members whose keys are most alike for both of them, and clearly so: no other is as much. */
function pairAlike(equals: Equals, likeness: Likeness): Equals {
  const takers = equals.takers.filter((node) => !isItem(node));
  const givers = equals.givers.filter((node) => !isItem(node));
  if (takers.length * givers.length > MOST_COMPARED) return equals;
  const pairs = takers.flatMap((taker) =>
    givers.flatMap((giver) => {
      const score = likeness(giver.token, taker.token);
      return score === 0 ? [] : [{ taker, giver, score }];
    }),
  );
  pairs.sort((left, right) => right.score - left.score);
  for (const { taker, giver, score } of pairs) {
    if (taker.isSettled || giver.isKept) continue;
    const isClear = pairs.every(
      (other) =>
        other.score < score ||
        (other.taker === taker) === (other.giver === giver) ||
        other.taker.isSettled ||
        other.giver.isKept,
    );
    if (isClear) settle(taker, giver);
  }
  return stillOpen(equals);
}

function stillOpen({ takers, givers }: Equals): Equals {
  return { takers: takers.filter((node) => !node.isSettled), givers: givers.filter((node) => !node.isKept) };
}
