import { type WorkTree } from './work-tree.js';
/** The files that differ from a commit, by their names in git. */
export interface ChangedFiles {
    /** Those that are there. */
    readonly present: ReadonlySet<string>;
    /** Those that are gone, too. */
    readonly all: ReadonlySet<string>;
}
/** What differs between the newest commit and the work tree, staged or not, and what git does not track or ignore. */
export declare function changedFiles(workTree: WorkTree, option: string): Promise<ChangedFiles>;
/**
 * The same, and what the commits since the newest common ancestor with `ref` changed. Throws `USAGE` for a name that means no commit, and where
 * there is no common ancestor to be had.
 */
export declare function changedSince(workTree: WorkTree, ref: string): Promise<ChangedFiles>;
