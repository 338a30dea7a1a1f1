/** A stretch of a new and of an old sequence between two anchors: half-open. */
export interface Gap {
    readonly newStart: number;
    readonly newEnd: number;
    readonly oldStart: number;
    readonly oldEnd: number;
}
/** The place of an item that is not to be matched by its identity. */
export declare const NO_IDENTITY = -1;
/**
 * Ties the items of a new sequence to equal items of an old one, by their identities: the common start and end, then those that are
 * unique on both sides (also where they changed places), then equal ones between two anchors in their order. `matches` holds for each new item the
 * index of its old one, or -1; what it holds already is kept. Close to linear. Returns the stretches between the anchors.
 */
export declare function alignSequences(matches: Int32Array, newIds: Int32Array, oldIds: Int32Array): readonly Gap[];
/** The indexes of a longest strictly increasing subsequence, of what is not negative (patience sorting). */
export declare function longestRun(matches: Int32Array): readonly number[];
