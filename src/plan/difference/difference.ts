import { createIdentities } from '../../formats/identity.ts';
import { type Pointer, pointerTo } from '../../model/pointer.ts';
import type { Difference } from '../../model/recovery.ts';
import { isObject, type Value, type ValueArray, type ValueObject } from '../../model/value.ts';
import type { ItemIdentity } from '../../registry/kind.ts';
import { pairItems } from './pairs.ts';
import { below, here, type Patterns, patternsOf } from './patterns.ts';
import { createTally, type Tally } from './tally.ts';

/** What a comparison passes over, and by what it knows items again. */
export interface DifferenceOptions {
  /** Pointers, the token `*` standing for any, to what is not compared. */
  readonly ignored: readonly Pointer[];
  readonly identities: readonly ItemIdentity[];
}

/**
 * How two states differ. A member or item that is added or gone as a whole is one pointer; what changed is named by where it stood in `before`. Items are
 * paired by the identity that the kind names, else by equality, so that one that went is one that is gone; the order of items alone is no difference, nor
 * is that of keys. Nearly linear. Recursive: for values within the depth limit.
 */
export function differenceOf(before: Value, after: Value, options: DifferenceOptions): Difference {
  const tally = createTally();
  tallyDifference(tally, '', before, after, options);
  return tally.difference();
}

/** The same for one document of several; the pointers start with `prefix`. */
export function tallyDifference(
  tally: Tally,
  prefix: string,
  before: Value,
  after: Value,
  { ignored, identities }: DifferenceOptions,
): void {
  const ids = createIdentities();

  const compare = (left: Value, right: Value, at: Place): void => {
    if (here(at.ignored).length > 0 || ids.idOf(left) === ids.idOf(right)) return;
    if (isObject(left) && isObject(right)) compareMembers(left, right, at);
    else if (Array.isArray(left) && Array.isArray(right)) compareItems(left, right, at);
    else tally.see('changed', at.old);
  };

  const compareMembers = (left: ValueObject, right: ValueObject, at: Place): void => {
    for (const key of Object.keys(left)) {
      const place = placeBelow(at, key, key);
      if (Object.hasOwn(right, key)) compare(left[key] as Value, right[key] as Value, place);
      else see('gone', place);
    }
    for (const key of Object.keys(right)) if (!Object.hasOwn(left, key)) see('added', placeBelow(at, key, key));
  };

  const compareItems = (left: ValueArray, right: ValueArray, at: Place): void => {
    const by = here(at.identities).map((identity) => identity.by);
    const partners = pairItems(left, right, by, ids);
    const met = new Uint8Array(right.length);
    for (const [index, partner] of partners.entries()) {
      const place = placeBelow(at, String(index), String(partner));
      if (partner === -1) see('gone', place);
      else {
        met[partner] = 1;
        compare(left[index] as Value, right[partner] as Value, place);
      }
    }
    for (const [index, isMet] of met.entries())
      if (isMet === 0) see('added', placeBelow(at, String(index), String(index)));
  };

  const see = (sort: 'added' | 'gone', place: Place): void => {
    if (here(place.ignored).length === 0) tally.see(sort, sort === 'gone' ? place.old : place.new);
  };

  compare(before, after, {
    old: prefix,
    new: prefix,
    ignored: patternsOf(ignored, (pointer) => pointer),
    identities: patternsOf(identities, ({ items }) => items),
  });
}

/** A part that both states have: where it stands in each, and what the patterns still say below it. */
interface Place {
  readonly old: Pointer;
  readonly new: Pointer;
  readonly ignored: Patterns<Pointer>;
  readonly identities: Patterns<ItemIdentity>;
}

function placeBelow(at: Place, oldToken: string, newToken: string): Place {
  return {
    old: pointerTo(at.old, oldToken),
    new: pointerTo(at.new, newToken),
    ignored: below(at.ignored, oldToken),
    identities: below(at.identities, oldToken),
  };
}
