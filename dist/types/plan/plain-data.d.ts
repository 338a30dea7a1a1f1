import { type Pointer } from '../model/pointer.js';
import { type Value } from '../model/value.js';
/** A value as a document can hold it, or the first part that none can. */
export type PlainData = {
    readonly kind: 'plain';
    readonly value: Value;
} | {
    readonly kind: 'problem';
    readonly reason: string;
    readonly pointer: Pointer;
};
/**
 * A copy of what a step returned, as the plain data of a document: numbers and bigints as formats read them (`bigint` beyond ±(2^53 − 1) alone), every
 * key an own one. A problem, with its place and what to do, for what no document can hold: it is never dropped in silence, as JSON would.
 */
export declare function plainData(value: unknown): PlainData;
/** A deep copy, `__proto__` keys and key order included; recursive: for values that passed the depth limit. */
export declare function copyValue(value: Value): Value;
/**
 * Where a value is no longer what it was: the pointer of the first difference, key order included; `undefined` where there is none. `now` may hold
 * anything, since a step had it in hands.
 */
export declare function firstDifference(before: Value, now: unknown, pointer?: Pointer): Pointer | undefined;
