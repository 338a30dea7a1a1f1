import type { Identities } from '../../formats/identity.ts';
import { type Pointer, valueAt } from '../../model/pointer.ts';
import { isArray, isObject, type Value, type ValueArray } from '../../model/value.ts';

/** Stretches with more pairs than this are not compared item by item. */
const MOST_COMPARED = 400;

/** A stretch of items without a partner: half-open. */
interface Run {
  readonly start: number;
  readonly end: number;
}

/**
 * For each item of `before` the index of its partner in `after`, or -1. Partners are: items that the member at one of `by` names alike; equal items, wherever
 * they stand; and of the others, those between the same neighbours, in their order where as many went as came, else the ones that are clearly most alike.
 * The same pairs come out with the two arrays swapped. Linear but for stretches that are short.
 */
export function pairItems(
  before: ValueArray,
  after: ValueArray,
  by: readonly Pointer[],
  identities: Identities,
): Int32Array {
  const partners = new Int32Array(before.length).fill(-1);
  const taken = new Int32Array(after.length).fill(-1);
  const tie = (left: number, right: number): void => {
    partners[left] = right;
    taken[right] = left;
  };
  const signOf = (item: Value): string => nameOf(item, by, identities) ?? `= ${identities.idOf(item)}`;
  const queues = new Map<string, { readonly indexes: number[]; next: number }>();
  for (const [index, item] of after.entries()) {
    const sign = signOf(item);
    const queue = queues.get(sign);
    if (queue === undefined) queues.set(sign, { indexes: [index], next: 0 });
    else queue.indexes.push(index);
  }
  for (const [index, item] of before.entries()) {
    const queue = queues.get(signOf(item));
    const partner = queue?.indexes[queue.next];
    if (queue === undefined || partner === undefined) continue;
    queue.next += 1;
    tie(index, partner);
  }
  const isNamed = (item: Value | undefined): boolean =>
    item !== undefined && nameOf(item, by, identities) !== undefined;
  for (const [run, other] of pairRuns(partners, taken)) {
    const left = indexesOf(run, (index) => !isNamed(before[index]));
    const right = indexesOf(other, (index) => !isNamed(after[index]));
    if (left.length === right.length) for (const [at, index] of left.entries()) tie(index, right[at] ?? 0);
    else for (const [one, two] of mostAlike(left, right, before, after, identities)) tie(one, two);
  }
  return partners;
}

/** What the first of the members that is there calls the item; `undefined` for an item without a name. */
function nameOf(item: Value, by: readonly Pointer[], identities: Identities): string | undefined {
  for (const pointer of by) {
    const name = isObject(item) ? valueAt(item, pointer) : undefined;
    if (name !== undefined && name !== null) return `${pointer} ${identities.idOf(name)}`;
  }
  return undefined;
}

/** Stretches on both sides that follow partners; of the others, those that stand before partners. */
function pairRuns(partners: Int32Array, taken: Int32Array): readonly (readonly [Run, Run])[] {
  const left = runsOf(partners);
  const right = runsOf(taken);
  const byStart = new Map(right.map((run) => [run.start, run]));
  const byEnd = new Map(right.map((run) => [run.end, run]));
  const pairs = new Map<Run, Run>();
  for (const run of left) {
    const other = byStart.get(run.start === 0 ? 0 : (partners[run.start - 1] ?? 0) + 1);
    if (other !== undefined) pairs.set(run, other);
  }
  const used = new Set(pairs.values());
  for (const run of left) {
    const other = byEnd.get(run.end === partners.length ? taken.length : (partners[run.end] ?? 0));
    if (other !== undefined && !pairs.has(run) && !used.has(other)) pairs.set(run, other);
  }
  return [...pairs];
}

function runsOf(partners: Int32Array): readonly Run[] {
  const runs: Run[] = [];
  let start = -1;
  for (let index = 0; index <= partners.length; index += 1) {
    if (partners[index] === -1) {
      if (start === -1) start = index;
    } else if (start !== -1) {
      runs.push({ start, end: index });
      start = -1;
    }
  }
  return runs;
}

function indexesOf({ start, end }: Run, isWanted: (index: number) => boolean): readonly number[] {
  const indexes: number[] = [];
  for (let index = start; index < end; index += 1) if (isWanted(index)) indexes.push(index);
  return indexes;
}

/** Pairs of which each is the other's best, and no other is as good. */
function mostAlike(
  left: readonly number[],
  right: readonly number[],
  before: ValueArray,
  after: ValueArray,
  identities: Identities,
): readonly (readonly [number, number])[] {
  if (left.length * right.length > MOST_COMPARED) return [];
  const score = (one: number, two: number): number => likeness(before[one] ?? null, after[two] ?? null, identities);
  const bestOfLeft = new Map(left.map((one) => [one, bestOf(right, (two) => score(one, two))]));
  const bestOfRight = new Map(right.map((two) => [two, bestOf(left, (one) => score(one, two))]));
  return left.flatMap((one) => {
    const two = bestOfLeft.get(one);
    return two !== undefined && bestOfRight.get(two) === one ? [[one, two] as const] : [];
  });
}

function bestOf(indexes: readonly number[], score: (index: number) => number): number | undefined {
  let best: number | undefined;
  let most = 0;
  for (const index of indexes) {
    const points = score(index);
    if (points === most) best = undefined;
    else if (points > most) {
      best = index;
      most = points;
    }
  }
  return best;
}

/** How many members of two objects are equal; 0 for all else. */
function likeness(left: Value, right: Value, identities: Identities): number {
  if (!isObject(left) || !isObject(right) || isArray(left) || isArray(right)) return 0;
  let equal = 0;
  for (const key of Object.keys(left)) {
    if (Object.hasOwn(right, key) && identities.idOf(left[key] as Value) === identities.idOf(right[key] as Value))
      equal += 1;
  }
  return equal;
}
