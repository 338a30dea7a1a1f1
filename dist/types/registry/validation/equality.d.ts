import { type Value } from '../../model/value.js';
/**
 * A text that two values share just where JSON Schema takes them as equal: numbers by mathematical value, objects whatever the order of their
 * keys. Recursive: for values within the depth limit.
 */
export declare function canonicalText(value: Value): string;
/** A test for equality with one value of a schema; scalars cost a comparison. */
export declare function equalTo(wanted: Value): (value: Value) => boolean;
/** The indexes of the first pair of equal items, in time that grows with the size of the array alone; `undefined` where all differ. */
export declare function firstRepetition(items: readonly Value[]): readonly [number, number] | undefined;
