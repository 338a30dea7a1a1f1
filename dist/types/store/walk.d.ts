import type { FsOps } from './fs-ops.js';
/** Where a walk may look. */
export interface WalkScope {
    /** Absolute directories, entered whole. */
    readonly directories: readonly string[];
    /** Absolute files: seen without looking at the disk, so a pattern is asked of them as if nothing else were there. */
    readonly files: readonly string[];
}
/** Finds files by globs. Directory listings are read once. */
export interface Walker {
    /**
     * Absolute paths in the scope that match one of the patterns, relative to `base`. Links to files are found by their own names, links to directories
     * are not entered. What is no regular file is found like one, and so is a directory that cannot be listed, or that stands where a pattern without
     * wildcards means a file: whoever reads it says so.
     */
    find(patterns: readonly string[], base: string, scope: WalkScope): Promise<readonly string[]>;
}
/** True where a text can only mean a pattern, or a file whose name looks like one. */
export declare function looksLikeGlob(text: string): boolean;
/** False for a name that no walk looks at: a directory of others or of our own, and what statefix leaves beside a state file. */
export declare function isWalked(name: string, what: 'file' | 'directory'): boolean;
/** A walker on these file operations. The glob library is loaded when a pattern first needs it. */
export declare function createWalker(fs: FsOps): Walker;
