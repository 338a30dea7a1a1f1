import type { FsOps } from './fs-ops.js';
import type { WorkTree } from './git/work-tree.js';
/** Stages files that this run has changed. */
export interface Restage {
    /** Absolute paths. A checksum file is staged where it is there and git does not ignore it, also for the first time. */
    note(path: string, sidecar: string | undefined): void;
    /**
     * Does what `git add` does for all of them together: filters that git's settings name are run, as they are by any `git add`; hooks are not. Throws
     * `WRITE_FAILED` where git refuses, such as for the lock of another one.
     */
    run(): Promise<void>;
}
export declare function createRestage(fs: Pick<FsOps, 'lstat'>, workTree: WorkTree, cwd: string): Restage;
