import type { SelectionSource } from './select-files.js';
import { type Walker, type WalkScope } from './walk.js';
/** What the paths of a command line mean. */
export interface Expanded {
    readonly named: readonly string[];
    readonly directories: readonly string[];
    /** Files that globs found. */
    readonly globbed: readonly string[];
    readonly hasStdin: boolean;
}
/** Sorts the paths of a command line by what they mean. Throws `NO_FILE_MATCHED` for a glob that matches nothing. */
export declare function expand(paths: readonly string[], source: SelectionSource, walker: Walker): Promise<Expanded>;
/** Where a walk looks for files: on the disk, or among those that are listed. */
export declare function scopeOf(directories: readonly string[], files: readonly string[], { listed }: Pick<SelectionSource, 'listed'>): WalkScope;
