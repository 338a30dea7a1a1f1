import type { FsOps } from '../fs-ops.js';
import { type ProjectStore } from '../project-store.js';
/** A change that its writer began and did not live to finish. */
export interface InterruptedChange {
    /** Absolute: its record. */
    readonly record: string;
    readonly command: string;
    readonly since: string;
    /** As they are recorded. */
    readonly files: readonly string[];
    /** The same, absolute. */
    readonly paths: readonly string[];
}
/** What writers began that are not known to live: what a living one is at is not among it. Throws what the operating system refuses. */
export declare function interruptedChanges(fs: FsOps, store: ProjectStore): readonly InterruptedChange[];
