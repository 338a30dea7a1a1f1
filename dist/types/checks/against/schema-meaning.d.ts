import { type Pointer } from '../../model/pointer.js';
import { type Value } from '../../model/value.js';
/**
 * The outermost place at which two schemas say something else to a validator, in the second of them; `undefined` where they mean the same. Comments,
 * layout, the order of keys, titles and descriptions mean nothing.
 */
export declare function differenceInMeaning(before: Value, found: Value): Pointer | undefined;
