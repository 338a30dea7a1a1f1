import type { FsOps } from './fs-ops.js';
/** What a path was meant to name. */
export type PathMeaning = 'file' | 'directory' | 'anything';
/**
 * The existing path that a misspelt one most likely means: in each directory of it that is not there the nearest name, at last that of what was meant.
 * Absolute, as `path` is; `undefined` where nothing is near. For hints: a directory that cannot be listed holds nothing.
 */
export declare function nearestPath(fs: FsOps, path: string, meaning: PathMeaning): string | undefined;
