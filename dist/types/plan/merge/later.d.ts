import type { Value } from '../../model/value.js';
/** The larger of two numbers, the later of two times that are written as text; `undefined` where the two cannot be compared. */
export declare function laterOf(left: Value, right: Value): Value | undefined;
