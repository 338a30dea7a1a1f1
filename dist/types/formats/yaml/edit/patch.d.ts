/** A stretch of the old text and what takes its place. */
export interface Patch {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}
/** Two edits claim the same stretch of text: what they say together cannot be written that way. */
export declare class OverlapError extends Error {
}
/** The text between two offsets with the patches applied. At one place they apply in the order given. Throws `OverlapError`. */
export declare function applyPatches(text: string, patches: readonly Patch[], from?: number, to?: number): string;
