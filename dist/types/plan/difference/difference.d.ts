import { type Pointer } from '../../model/pointer.js';
import type { Difference } from '../../model/recovery.js';
import { type Value } from '../../model/value.js';
import type { ItemIdentity } from '../../registry/kind.js';
import { type Tally } from './tally.js';
/** What a comparison passes over, and by what it knows items again. */
export interface DifferenceOptions {
    /** Pointers, the token `*` standing for any, to what is not compared. */
    readonly ignored: readonly Pointer[];
    readonly identities: readonly ItemIdentity[];
}
/**
 * How two states differ. A member or item that is added or gone as a whole is one pointer; what changed is named by where it stood in `before`. Items are
 * paired by the identity that the kind names, else by equality, so that one that went is one that is gone; the order of items alone is no difference, nor
 * is that of keys. Nearly linear. Recursive: for values within the depth limit.
 */
export declare function differenceOf(before: Value, after: Value, options: DifferenceOptions): Difference;
/** The same for one document of several; the pointers start with `prefix`. */
export declare function tallyDifference(tally: Tally, prefix: string, before: Value, after: Value, { ignored, identities }: DifferenceOptions): void;
