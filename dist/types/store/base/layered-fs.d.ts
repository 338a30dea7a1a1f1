import type { FsOps } from '../fs-ops.js';
/** What stands where. All absolute. */
export interface Layers {
    readonly disk: FsOps;
    /** The tree of a commit. */
    readonly tree: FsOps;
    /** The top of the work tree: below it the commit counts. */
    readonly root: string;
    /** But not below this: it is of the program, not of the repository. */
    readonly program: string;
}
/**
 * Files of a commit over the disk, for reading: what lies in the work tree is as that commit has it, and what lies outside is as it is. Links of the work tree are not followed, even where one leads out of it; nothing
 * is written through it.
 */
export declare function layeredFs({ disk, tree, root, program }: Layers): FsOps;
