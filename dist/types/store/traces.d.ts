import type { Dirent } from 'node:fs';
import type { FsOps } from './fs-ops.js';
import { type ProcessFacts } from './lock/holder.js';
/** What a writer that is dead left in a directory. `file` is the name of the state file it is about. */
export type Trace = {
    readonly kind: 'staging';
    readonly path: string;
    readonly names: readonly string[];
} | {
    readonly kind: 'claim';
    readonly path: string;
    readonly file: string;
    readonly lockId: string;
} | {
    readonly kind: 'waiter';
    readonly path: string;
    readonly file: string;
}
/** A directory of readers, all of whom are dead. */
 | {
    readonly kind: 'readers';
    readonly path: string;
    readonly file: string;
} | {
    readonly kind: 'temp';
    readonly path: string;
};
/** Told of what could not be looked at, though it is there: a reader may have to know that it did not see all. */
export type Unseen = (path: string, errno: string) => void;
/**
 * The traces of dead writers among the entries of a directory. Those of writers that may be alive, and what is not ours, are no traces; nor is what another
 * user has put into a directory that is open to everybody: what looks like a trace now may be a link to elsewhere by the time that it is cleared.
 */
export declare function findTraces(fs: FsOps, directory: string, entries: readonly Dirent[], self: () => ProcessFacts, now: () => Date, unseen: Unseen): readonly Trace[];
