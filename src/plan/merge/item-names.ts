import { type Pointer, valueAt } from '../../model/pointer.ts';
import { isObject, type Value, type ValueArray } from '../../model/value.ts';

/**
 * The index of each item by the number of its name, in the order of the array. `undefined` where the items cannot be told apart by it: one has no name, or
 * one that is no scalar, or two have the same.
 */
export function placesByName(
  items: ValueArray,
  by: Pointer,
  idOf: (value: Value) => number,
): ReadonlyMap<number, number> | undefined {
  const places = new Map<number, number>();
  for (const [index, item] of items.entries()) {
    const name = isObject(item) ? valueAt(item, by) : undefined;
    if (name === undefined || name === null || typeof name === 'object') return undefined;
    const id = idOf(name);
    if (places.has(id)) return undefined;
    places.set(id, index);
  }
  return places;
}
