import type { WorkTree } from './git/work-tree.js';
/** Files to choose from that are listed somewhere, and need not be on the disk: those of the index of git. Paths are absolute. */
export interface ListedFiles {
    whatIsAt(path: string): 'directory' | 'other' | 'nothing';
    /** What a walk through those directories would find. */
    below(directories: readonly string[]): readonly string[];
}
/** `paths` are those of the work tree, as it gives them. */
export declare function listFiles(paths: readonly string[], { nameOf, nameOfDirectory, pathOf }: WorkTree): ListedFiles;
