import { getMember, isArray, isObject, type Value, type ValueArray, valuesEqual } from '../../model/value.ts';
import { areAlike, type Container, isContainer } from './container.ts';

/** How many items of a changed array equal the old ones, from its start and from its end; 0 for an object. */
export interface CommonEnds {
  readonly start: number;
  readonly end: number;
}

export const NOWHERE: CommonEnds = { start: 0, end: 0 };

/**
 * The containers of a new value that are not deep-equal to the old one in their place, as far as places can be compared: members by their keys, items of
 * an array from both ends up to the first difference. One pass over what the two do not share.
 */
export function changesInPlace(after: Value, before: Value): ReadonlyMap<Container, CommonEnds> {
  const changes = new Map<Container, CommonEnds>();
  const differs = (value: Value, place: Value): boolean => {
    if (value === place) return Object.is(value, -0) !== Object.is(place, -0);
    if (!isContainer(value)) return !valuesEqual(value, place);
    const ends = isArray(value)
      ? isArray(place)
        ? commonEnds(value, place, differs)
        : NOWHERE
      : membersDiffer(value, place)
        ? NOWHERE
        : undefined;
    if (ends === undefined) return false;
    // One object may stand in several places: what is said of its items must hold in all of them.
    const known = changes.get(value) ?? ends;
    changes.set(value, { start: Math.min(known.start, ends.start), end: Math.min(known.end, ends.end) });
    return true;
  };

  const membersDiffer = (value: Container, place: Value): boolean => {
    if (!isObject(value) || !isObject(place)) return true;
    const keys = Object.keys(value);
    let isChanged = keys.length !== Object.keys(place).length;
    for (const key of keys) {
      const old = getMember(place, key);
      if (old === undefined || differs(value[key] as Value, old)) isChanged = true;
    }
    return isChanged;
  };

  differs(after, before);
  return changes;
}

/** `undefined` for equal arrays. */
function commonEnds(
  value: ValueArray,
  place: ValueArray,
  differs: (value: Value, place: Value) => boolean,
): CommonEnds | undefined {
  const length = Math.min(value.length, place.length);
  let start = 0;
  while (start < length && !differs(value[start] as Value, place[start] as Value)) start += 1;
  if (start === value.length && start === place.length) return undefined;
  let end = 0;
  while (end < length - start && !differs(value.at(-1 - end) as Value, place.at(-1 - end) as Value)) end += 1;
  return { start, end };
}

/** The containers of a new value that are not, by identity, the old ones in their places: they may be old ones from elsewhere. */
export function containersOutOfPlace(after: Value, before: Value): ReadonlySet<Container> {
  const outOfPlace = new Set<Container>();
  const visit = (value: Value, place: Value | undefined): void => {
    if (!isContainer(value) || value === place) return;
    outOfPlace.add(value);
    const isShared = place !== undefined && areAlike(value, place);
    if (isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, isShared ? (place as ValueArray)[index] : undefined);
      return;
    }
    for (const key of Object.keys(value)) {
      visit(value[key] as Value, isShared && isObject(place) ? getMember(place, key) : undefined);
    }
  };
  visit(after, before);
  return outOfPlace;
}
