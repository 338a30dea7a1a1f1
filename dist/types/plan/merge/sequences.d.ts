import { type Range } from './differences.js';
/**
 * A stretch of the merge of two sequences.
 *
 * - `ours`: as it stands in ours: nobody changed it, ours alone did, or both did alike.
 * - `theirs`: theirs alone changed it; `ours` is what gives way.
 * - `conflict`: both changed it, each in its own way.
 */
export type Region = {
    readonly kind: 'ours';
    readonly ours: Range;
} | {
    readonly kind: 'theirs';
    readonly ours: Range;
    readonly theirs: Range;
} | {
    readonly kind: 'conflict';
    readonly ours: Range;
    readonly base: Range;
    readonly theirs: Range;
};
/**
 * Merges two sequences that grew out of one, in the way of diff3: changes that overlap or touch are a conflict, unless they are the same. The regions cover
 * ours from start to end. Without a base, what both have in common takes its place, so that nothing counts as deleted.
 */
export declare function mergeSequences(base: readonly number[] | undefined, ours: readonly number[], theirs: readonly number[]): readonly Region[];
