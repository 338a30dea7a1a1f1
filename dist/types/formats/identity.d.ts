import { type Value } from '../model/value.js';
/** Gives values numbers, such that two values have the same number exactly where `valuesEqual` says that they are equal. */
export interface Identities {
    /** Linear in the size of the value; a container asked for again is answered from memory. */
    idOf(value: Value): number;
}
/** Hash-consing: exact, so that no collision can pass for equality. Recursive: for values within the depth limit. */
export declare function createIdentities(): Identities;
