import type { FsOps } from '../fs-ops.js';
import { type Environment } from '../git/program.js';
/** What finding a revision takes. */
export interface RevisionSearch {
    readonly fs: Pick<FsOps, 'platform' | 'stat'>;
    readonly environment: Environment;
    /** Absolute: a directory of the work tree. */
    readonly cwd: string;
    /** As it was named: whatever git takes for a commit. */
    readonly ref: string;
}
/** The commit that a name means. */
export interface Revision {
    readonly kind: 'found';
    readonly ref: string;
    /** Its full id. */
    readonly commit: string;
    /** Absolute, links resolved: the top of the work tree. */
    readonly root: string;
    /** Where the current branch left the line of this commit, if that has gone on since; in short. */
    readonly leftAt: string | undefined;
}
/** The commit is not there, and may be one that a shallow clone did not fetch. */
export interface CutOffRevision {
    readonly kind: 'cut off';
    readonly ref: string;
    readonly root: string;
}
/** Asks git what commit is meant. Throws `USAGE` where there is no repository, and where a clone that is whole has no such commit. */
export declare function findRevision({ fs, environment, cwd, ref }: RevisionSearch): Revision | CutOffRevision;
