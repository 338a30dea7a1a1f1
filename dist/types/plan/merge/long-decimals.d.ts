/**
 * True where a number of `from` has more digits than a value can carry, and stands in `to` no more: only a text that is copied keeps it. Linear in both.
 */
export declare function losesDigits(from: string, to: string): boolean;
/** True where a side brought such a number that `base` does not have, and it stands in `to` no more: by their values, the old and the new one may be equal. */
export declare function dropsNewDigits(side: string, base: string, to: string): boolean;
