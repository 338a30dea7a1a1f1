import type { Finding } from '../../model/finding.ts';
import { pointerTo, tokensOf, valueAt } from '../../model/pointer.ts';
import { isArray, isLeaf, isObject, type Value } from '../../model/value.ts';
import type { Check } from '../check.ts';
import type { BaseFacts } from '../facts.ts';
import { type Pair, pairsOf, statedVersion } from './pairs.ts';

/** Fewer lost values than this are an edit. */
const FEWEST_LOST = 10;
/** So many members or items make a part of the state that is worth a word when all of them are gone. */
const FEWEST_EMPTIED = 5;

/**
 * The file did not lose more than half of its values (and at least ten), and no part at its top that had five members or items or more was emptied. What a
 * migration between the two versions declares to drop was never counted.
 */
export const shrunk: Check = (facts) => {
  const { file, base } = facts;
  if (file.kind !== 'parsed' || base?.file?.kind !== 'parsed') return [];
  const told = { base: base.shown, undeclared: base.undeclared };
  const dropped = base.drops.map(tokensOf);
  const before = sum(base.file.documents.map((value) => countLeaves(value, dropped)));
  const found = sum(file.documents.map((value) => countLeaves(value, [])));
  const lost = before - found;
  if (lost >= FEWEST_LOST && lost * 2 > before) {
    return [{ code: 'STATE_SHRUNK', pointer: '', args: { ...told, reason: 'share', before, found } }];
  }
  return pairsOf(facts).flatMap((pair): readonly Finding[] =>
    emptiedParts(
      pair,
      base,
      statedVersion(pair.found, facts.kind)?.version === statedVersion(pair.before, facts.kind)?.version,
    ).map(({ pointer, size }) => ({
      code: 'STATE_SHRUNK',
      pointer,
      args: { ...told, reason: 'emptied', before: size, found: 0 },
      ...pair.at,
    })),
  );
};

interface EmptiedPart {
  /** Of what is left of it: where it is gone altogether, of what it stood in. */
  readonly pointer: string;
  readonly size: number;
}

/** A part that is not there at all was emptied, too, unless the version changed: then it may have moved. */
function emptiedParts({ before, found }: Pair, { drops }: BaseFacts, isSameVersion: boolean): readonly EmptiedPart[] {
  const parts = isObject(before) ? Object.keys(before).map((key) => pointerTo('', key)) : [''];
  return parts.flatMap((pointer) => {
    const size = sizeOf(valueAt(before, pointer));
    if (size < FEWEST_EMPTIED || drops.some((drop) => drop === pointer || drop.startsWith(`${pointer}/`))) return [];
    const now = valueAt(found, pointer);
    if (now === undefined) return isSameVersion ? [{ pointer: '', size }] : [];
    return isLeaf(now) && (now === null || typeof now === 'object') ? [{ pointer, size }] : [];
  });
}

function sizeOf(value: Value | undefined): number {
  if (typeof value !== 'object' || value === null) return 0;
  return isArray(value) ? value.length : Object.keys(value).length;
}

/** Patterns whose token `*` stands for any. */
type Dropped = readonly (readonly string[])[];

/** An empty array or object is no value: what it held is gone. */
function countLeaves(value: Value, dropped: Dropped): number {
  if (dropped.some((tokens) => tokens.length === 0)) return 0;
  if (typeof value !== 'object' || value === null) return 1;
  const entries = isArray(value) ? value.entries() : Object.entries(value);
  let count = 0;
  for (const [key, member] of entries) count += countLeaves(member, below(dropped, String(key)));
  return count;
}

function below(dropped: Dropped, key: string): Dropped {
  if (dropped.length === 0) return dropped;
  return dropped.flatMap(([first, ...rest]) => (first === '*' || first === key ? [rest] : []));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
