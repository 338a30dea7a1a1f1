import type { MergedPlace } from '../../model/merge-report.js';
import type { Workbench } from '../workbench.js';
import type { ThreeFiles } from './read-files.js';
import { type Obstacle } from './side.js';
/** A merge by structure: its bytes, and what there is to say of it. */
export interface StructuralMerge {
    readonly kind: 'merged' | 'conflicted';
    readonly bytes: Uint8Array;
    readonly kindName: string;
    readonly version: string;
    /** Absolute: the schema of that version. */
    readonly schema: string;
    readonly conflicts: readonly MergedPlace[];
    readonly notes: readonly string[];
}
/** Said where a change is picked without the migration before it. */
export declare const LEFT_BEHIND = "the step to it is not part of this merge";
/**
 * Judges each of the three by its own version, brings them to the newest of their versions, merges them and judges what came out. A merge that is not
 * healthy is none. Throws `StatefixError` for a registry that is none, and for a migration that fails.
 */
export declare function mergeByStructure(files: ThreeFiles, path: string, bench: Workbench): Promise<StructuralMerge | Obstacle>;
