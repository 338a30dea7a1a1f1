import type { FsOps } from './fs-ops.js';
/**
 * JSON and YAML files that may be somebody's state, below a directory: sorted, at most `limit`, those nearest to the directory first chosen. Links are not
 * followed; a folder that cannot be listed looks empty.
 */
export declare function findDocuments(fs: FsOps, directory: string, limit: number): readonly string[];
