import { type Value } from '../../model/value.js';
/** A test for equality with one value of a schema; scalars cost a comparison. */
export declare function equalTo(wanted: Value): (value: Value) => boolean;
/** The indexes of the first pair of equal items, in time that grows with the size of the array alone; `undefined` where all differ. */
export declare function firstRepetition(items: readonly Value[]): readonly [number, number] | undefined;
