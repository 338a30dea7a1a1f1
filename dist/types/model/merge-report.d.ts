import type { Pointer } from './pointer.js';
/**
 * What became of a merge. `merged`, `conflicted`: by structure, cleanly or with places that both sides changed. `merged by lines`, `conflicted by lines`:
 * as git itself does it, since no kind claims the file. `unmerged`: it could not be merged by structure, and both sides stand whole between conflict markers;
 * where even that was not to be, the file is that of our side.
 */
type MergeOutcome = 'merged' | 'conflicted' | 'merged by lines' | 'conflicted by lines' | 'unmerged';
/** Where both sides changed the same. */
export interface MergedPlace {
    /** In ours; where ours has nothing there, in theirs. */
    readonly pointer: Pointer;
    readonly reason: 'both changed' | 'both added' | 'deleted in ours' | 'deleted in theirs';
    /** From 0; absent where the file holds one. */
    readonly document?: number;
}
/** What `statefix merge` gives, and its JSON form. */
export interface MergeReport {
    readonly version: 1;
    readonly command: 'merge';
    /** The path by which the file is known, as it was given. */
    readonly path: string;
    /** `null` where no kind claims it. */
    readonly kind: string | null;
    readonly outcome: MergeOutcome;
    /** The version that all three were brought to; `null` where they were not. */
    readonly stateVersion: string | null;
    /** In the order of the document. */
    readonly conflicts: readonly MergedPlace[];
    /** The commit whose registry was read, because that of the work tree did not do; `null` where it did. */
    readonly registry: string | null;
    /** What else is worth knowing; one clause each. */
    readonly notes: readonly string[];
    /** Why it was not merged by structure, and what to do next; `null` where it was. */
    readonly reason: {
        readonly message: string;
        readonly hint: string;
    } | null;
}
export {};
