import { type Pointer } from '../../model/pointer.js';
import { type Value, type ValueArray } from '../../model/value.js';
/**
 * The index of each item by the number of its name, in the order of the array. `undefined` where the items cannot be told apart by it: one has no name, or
 * one that is no scalar, or two have the same.
 */
export declare function placesByName(items: ValueArray, by: Pointer, idOf: (value: Value) => number): ReadonlyMap<number, number> | undefined;
