import { createIdentities } from '../../formats/identity.ts';
import type { Origins } from '../../model/origins.ts';
import { type Pointer, pointerTo } from '../../model/pointer.ts';
import {
  getMember,
  isArray,
  isObject,
  setMember,
  type Value,
  type ValueArray,
  type ValueObject,
} from '../../model/value.ts';
import type { ItemIdentity } from '../../registry/kind.ts';
import type { Range } from './differences.ts';
import { placesByName } from './item-names.ts';
import { laterOf } from './later.ts';
import { interleave, isReordered } from './order.ts';
import { originsOfItems } from './origins-of-items.ts';
import { type Rules, rulesOf } from './rules.ts';
import { mergeSequences } from './sequences.ts';

export type Side = 'ours' | 'theirs';

/** Two states that grew out of one, and what their kind says of its parts. */
export interface ValueMerge {
  /** The state that both grew out of; `undefined` where nobody knows it. */
  readonly base: Value | undefined;
  readonly ours: Value;
  readonly theirs: Value;
  readonly identities: readonly ItemIdentity[];
  /** Fields that belong to statefix: where both changed one, ours stands. */
  readonly engine: readonly Pointer[];
  /** Where both changed one of these, the larger number or the later time stands. */
  readonly later: readonly Pointer[];
  /** The side that wins a conflict. */
  readonly favour: Side;
}

/** Two changes that cannot both stand. */
export interface MergeConflict {
  /** Where it stands in ours; where ours has nothing there, in theirs. */
  readonly pointer: Pointer;
  readonly reason: 'both changed' | 'both added' | 'deleted in ours' | 'deleted in theirs';
  /** Of an array that is merged as a sequence: which items of both sides. */
  readonly items?: { readonly ours: Range; readonly theirs: Range };
}

export interface MergedValue {
  readonly value: Value;
  /** Into ours. */
  readonly origins: Origins;
  /** What was taken from theirs: pointer in the merged value → pointer in theirs. What lies below comes with it. */
  readonly taken: ReadonlyMap<Pointer, Pointer>;
  /** In the order of ours, as far as ours has them. */
  readonly conflicts: readonly MergeConflict[];
}

/** Where a part stands: in the merged value, in ours and in theirs. */
interface Place {
  readonly merged: Pointer;
  readonly ours: Pointer;
  readonly theirs: Pointer;
  readonly rules: Rules;
}

/**
 * Merges two states by structure: objects by key, arrays by the names of their items where the kind says which member names them, other arrays as
 * sequences. What one side changed is taken from it; what both changed otherwise is a conflict, and the favoured side stands there. Without a base
 * nothing counts as deleted. Nothing is invented: every leaf is one of ours or of theirs. The order is that of ours, unless theirs alone changed it; what
 * is new in theirs follows the sibling that it follows there. Recursive: for values within the depth limit, which the result keeps. Close to linear.
 */
export function mergeValues(merge: ValueMerge): MergedValue {
  const { favour } = merge;
  const { idOf } = createIdentities();
  const origins = new Map<Pointer, Pointer | null>();
  const taken = new Map<Pointer, Pointer>();
  const conflicts: MergeConflict[] = [];

  const areSame = (left: Value | undefined, right: Value | undefined): boolean =>
    left === undefined || right === undefined ? left === right : left === right || idOf(left) === idOf(right);

  /** Theirs, in the place of ours. */
  const take = (theirs: Value, place: Place): Value => {
    taken.set(place.merged, place.theirs);
    return theirs;
  };

  const mergeBoth = (base: Value | undefined, ours: Value, theirs: Value, place: Place): Value => {
    if (areSame(ours, theirs) || areSame(base, theirs)) return ours;
    const isChanged = !areSame(base, ours);
    if (place.rules.isEngine) return isChanged ? ours : take(theirs, place);
    if (isObject(ours) && isObject(theirs)) {
      return mergeMembers(isObject(base) ? base : undefined, ours, theirs, place);
    }
    if (isArray(ours) && isArray(theirs)) {
      return mergeItems(base !== undefined && isArray(base) ? base : undefined, ours, theirs, place);
    }
    if (!isChanged) return take(theirs, place);
    const later = place.rules.isLater ? laterOf(ours, theirs) : undefined;
    if (later !== undefined) return later === ours ? ours : take(theirs, place);
    conflicts.push({ pointer: place.ours, reason: base === undefined ? 'both added' : 'both changed' });
    return favour === 'ours' ? ours : take(theirs, place);
  };

  /** Who has a part that only one side has, after the merge. Says so where the other side deleted what this one changed. */
  const staysAlone = (
    base: Value | undefined,
    value: Value,
    side: Side,
    { isEngine }: Rules,
    at: () => Pointer,
  ): boolean => {
    if (base === undefined) return true;
    if (areSame(base, value)) return false;
    if (isEngine) return side === 'ours';
    conflicts.push({ pointer: at(), reason: side === 'ours' ? 'deleted in theirs' : 'deleted in ours' });
    return favour === side;
  };

  const mergeMembers = (base: ValueObject | undefined, ours: ValueObject, theirs: ValueObject, place: Place): Value => {
    const before = (key: string) => (base === undefined ? undefined : getMember(base, key));
    const kept = Object.keys(ours).filter((key) => {
      if (Object.hasOwn(theirs, key)) return true;
      const at = () => pointerTo(place.ours, key);
      return staysAlone(before(key), ours[key] as Value, 'ours', place.rules.below(key), at);
    });
    const fromTheirs = Object.keys(theirs).filter((key) => {
      if (Object.hasOwn(ours, key)) return true;
      const at = () => pointerTo(place.theirs, key);
      return staysAlone(before(key), theirs[key] as Value, 'theirs', place.rules.below(key), at);
    });
    const merged: Record<string, Value> = {};
    for (const key of interleave(kept, fromTheirs)) {
      const [own, other] = [getMember(ours, key), getMember(theirs, key)];
      if (own === undefined) {
        origins.set(pointerTo(place.merged, key), null);
        setMember(merged, key, take(other as Value, below(place, key, key, key)));
      } else if (other === undefined) setMember(merged, key, own);
      else setMember(merged, key, mergeBoth(before(key), own, other, below(place, key, key, key)));
    }
    return merged;
  };

  const mergeItems = (base: ValueArray | undefined, ours: ValueArray, theirs: ValueArray, place: Place): Value => {
    const { by } = place.rules;
    const names = (items: ValueArray) => (by === undefined ? undefined : placesByName(items, by, idOf));
    const [own, other, old] = [names(ours), names(theirs), names(base ?? [])];
    return own === undefined || other === undefined || old === undefined
      ? mergeSequence(base, ours, theirs, place)
      : mergeNamed(base ?? [], ours, theirs, { own, other, old }, place);
  };

  /** Items that their names pair. */
  const mergeNamed = (
    base: ValueArray,
    ours: ValueArray,
    theirs: ValueArray,
    { own, other, old }: { readonly [whose in 'own' | 'other' | 'old']: ReadonlyMap<number, number> },
    place: Place,
  ): Value => {
    const stays = (name: number, index: number, side: Side): boolean => {
      if ((side === 'ours' ? other : own).has(name)) return true;
      const value = (side === 'ours' ? ours : theirs)[index] as Value;
      const at = () => pointerTo(side === 'ours' ? place.ours : place.theirs, index);
      return staysAlone(base[old.get(name) ?? -1], value, side, place.rules.below(index), at);
    };
    const kept = [...own].filter(([name, index]) => stays(name, index, 'ours')).map(([name]) => name);
    const fromTheirs = [...other].filter(([name, index]) => stays(name, index, 'theirs')).map(([name]) => name);
    const isTheirOrder = isReordered(old, other, own) && !isReordered(old, own, other);
    const order = isTheirOrder ? interleave(fromTheirs, kept) : interleave(kept, fromTheirs);
    return order.map((name, index) => {
      const [at, otherAt] = [own.get(name), other.get(name)];
      const pointer = pointerTo(place.merged, index);
      if (at === undefined) {
        origins.set(pointer, null);
        return take(theirs[otherAt ?? -1] as Value, below(place, index, index, otherAt ?? -1));
      }
      if (at !== index) origins.set(pointer, pointerTo(place.ours, at));
      const value = ours[at] as Value;
      if (otherAt === undefined) return value;
      return mergeBoth(base[old.get(name) ?? -1], value, theirs[otherAt] as Value, below(place, index, at, otherAt));
    });
  };

  const mergeSequence = (base: ValueArray | undefined, ours: ValueArray, theirs: ValueArray, place: Place): Value => {
    const merged: Value[] = [];
    const keep = (range: Range): void => {
      for (let at = range.start; at < range.end; at += 1) {
        if (at !== merged.length) origins.set(pointerTo(place.merged, merged.length), pointerTo(place.ours, at));
        merged.push(ours[at] as Value);
      }
    };
    const replace = (own: Range, other: Range): void => {
      const where = { merged: place.merged, index: merged.length, ours: place.ours, start: own.start };
      originsOfItems(ours.slice(own.start, own.end), theirs.slice(other.start, other.end), where, origins);
      for (let at = other.start; at < other.end; at += 1) {
        merged.push(take(theirs[at] as Value, below(place, merged.length, at, at)));
      }
    };
    for (const region of mergeSequences(base?.map(idOf), ours.map(idOf), theirs.map(idOf))) {
      if (region.kind === 'ours') keep(region.ours);
      else if (region.kind === 'theirs') replace(region.ours, region.theirs);
      else {
        const reason = base === undefined ? 'both added' : 'both changed';
        conflicts.push({ pointer: place.ours, reason, items: { ours: region.ours, theirs: region.theirs } });
        if (favour === 'ours') keep(region.ours);
        else replace(region.ours, region.theirs);
      }
    }
    return merged;
  };

  const value = mergeBoth(merge.base, merge.ours, merge.theirs, {
    merged: '',
    ours: '',
    theirs: '',
    rules: rulesOf(merge),
  });
  return { value, origins, taken, conflicts };
}

function below(place: Place, merged: string | number, ours: string | number, theirs: string | number): Place {
  return {
    merged: pointerTo(place.merged, merged),
    ours: pointerTo(place.ours, ours),
    theirs: pointerTo(place.theirs, theirs),
    rules: place.rules.below(ours),
  };
}
