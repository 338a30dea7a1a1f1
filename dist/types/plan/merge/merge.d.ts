import type { Origins } from '../../model/origins.js';
import { type Pointer } from '../../model/pointer.js';
import { type Value } from '../../model/value.js';
import type { ItemIdentity } from '../../registry/kind.js';
import type { Range } from './differences.js';
export type Side = 'ours' | 'theirs';
/** Two states that grew out of one, and what their kind says of its parts. */
export interface ValueMerge {
    /** The state that both grew out of; `undefined` where nobody knows it. */
    readonly base: Value | undefined;
    readonly ours: Value;
    readonly theirs: Value;
    readonly identities: readonly ItemIdentity[];
    /** Fields that belong to statefix: where both changed one, ours stands. */
    readonly engine: readonly Pointer[];
    /** Where both changed one of these, the larger number or the later time stands. */
    readonly later: readonly Pointer[];
    /** The side that wins a conflict. */
    readonly favour: Side;
}
/** Two changes that cannot both stand. */
export interface MergeConflict {
    /** Where it stands in ours; where ours has nothing there, in theirs. */
    readonly pointer: Pointer;
    readonly reason: 'both changed' | 'both added' | 'deleted in ours' | 'deleted in theirs';
    /** Of an array that is merged as a sequence: which items of both sides. */
    readonly items?: {
        readonly ours: Range;
        readonly theirs: Range;
    };
}
export interface MergedValue {
    readonly value: Value;
    /** Into ours. */
    readonly origins: Origins;
    /** What was taken from theirs: pointer in the merged value → pointer in theirs. What lies below comes with it. */
    readonly taken: ReadonlyMap<Pointer, Pointer>;
    /** In the order of ours, as far as ours has them. */
    readonly conflicts: readonly MergeConflict[];
}
/**
 * Merges two states by structure: objects by key, arrays by the names of their items where the kind says which member names them, other arrays as
 * sequences. What one side changed is taken from it; what both changed otherwise is a conflict, and the favoured side stands there. Without a base
 * nothing counts as deleted. Nothing is invented: every leaf is one of ours or of theirs. The order is that of ours, unless theirs alone changed it; what
 * is new in theirs follows the sibling that it follows there. Recursive: for values within the depth limit, which the result keeps. Close to linear.
 */
export declare function mergeValues(merge: ValueMerge): MergedValue;
