/** A stretch of the old text and what takes its place. */
export interface Patch {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}
/** The text between two offsets with the patches applied. Patches must not overlap; at one place they apply in the order given. */
export declare function applyPatches(text: string, patches: readonly Patch[], from?: number, to?: number): string;
