/** A stretch of a sequence: half-open. */
export interface Range {
    readonly start: number;
    readonly end: number;
}
/** Where a sequence became another one: those items of the old one gave way to those of the new one. At least one of the two is not empty. */
export interface Hunk {
    readonly before: Range;
    readonly after: Range;
}
/**
 * How a sequence of numbers became another one, in order; between two hunks stands at least one item that both have. Items that occur once on both sides
 * are the anchors, what stands between two of them is compared by the library. Close to linear; long stretches in which nothing is unique may come out as
 * one hunk although parts of them are equal.
 */
export declare function differences(before: readonly number[], after: readonly number[]): readonly Hunk[];
