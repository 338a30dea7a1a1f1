import { type WorkTree } from './work-tree.js';
/** What git says of a file that is not the same everywhere: in the newest commit, in the index, and in the work tree. */
export interface StatusEntry {
    /** In the repository, with `/`. */
    readonly name: string;
    readonly kind: 'tracked' | 'unmerged' | 'untracked';
    /** What the index did to the newest commit, and the work tree to the index; git's letters, `.` for nothing. */
    readonly index: string;
    readonly tree: string;
}
/**
 * Every file that differs between the newest commit, the index and the work tree; before the first commit, all of the index. Submodules and
 * ignored files are left out, renames are a deletion and an addition. Takes no lock and runs no filter.
 */
export declare function statusOf(workTree: WorkTree, option: string, { hasUntracked }: {
    readonly hasUntracked: boolean;
}): Promise<readonly StatusEntry[]>;
