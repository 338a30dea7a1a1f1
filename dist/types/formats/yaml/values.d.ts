import { type Value } from '../../model/value.js';
import { type Entry } from './node.js';
/** A copy that shares no container with the value, so that a step can change one occurrence of an alias and not the others. */
export declare function cloneValue(value: Value): Value;
/** The object that the entries of a map say: own members win over merged ones, and those of an earlier source over those of a later. */
export declare function mergedValue(entries: readonly Entry[]): Value;
