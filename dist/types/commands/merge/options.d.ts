import type { Selection } from '../run.js';
/** The three versions of a file, as absolute paths. */
export interface MergedFiles {
    /** Empty where the two sides have no ancestor in common. */
    readonly base: string;
    /** The merged file is written to it. */
    readonly ours: string;
    readonly theirs: string;
}
export interface MergeOptions extends Pick<Selection, 'config' | 'kind' | 'schemas' | 'migrations' | 'maxSize'> {
    readonly files: MergedFiles;
    /** The path by which the file is known: it tells kind and format, and nothing is read or written there. */
    readonly path: string;
}
