import type { Base } from '../../store/base/base.js';
import type { BaseEntry } from '../../store/base/tree-listing.js';
import type { FsOps } from '../../store/fs-ops.js';
import type { SelectedFile } from '../../store/select-files.js';
import type { Workbench } from '../workbench.js';
/** What became of the state files that the base has and that stand no more where they stood. */
export interface Moves {
    /** In the order of their paths. */
    readonly gone: readonly SelectedFile[];
    /** By the path of a file: what it was under its old name. */
    readonly renamed: ReadonlyMap<string, BaseEntry>;
}
/**
 * The files of this run at the base that are gone, but for those that git takes for one that has another name now, or whose very bytes stand there.
 */
export declare function findMoves(bench: Workbench, base: Base, tree: FsOps): Promise<Moves>;
