import type { Identities } from '../../formats/identity.js';
import { type Pointer } from '../../model/pointer.js';
import { type ValueArray } from '../../model/value.js';
/**
 * For each item of `before` the index of its partner in `after`, or -1. Partners are: items that the member at one of `by` names alike; equal items, wherever
 * they stand; and of the others, those between the same neighbours, in their order where as many went as came, else the ones that are clearly most alike.
 * The same pairs come out with the two arrays swapped. Linear but for stretches that are short.
 */
export declare function pairItems(before: ValueArray, after: ValueArray, by: readonly Pointer[], identities: Identities): Int32Array;
