import type { FsOps } from '../store/fs-ops.js';
import type { RunContext, Selection } from './run.js';
/** A run of which strangers propose the code has the rights of the repository: what it runs and how it judges is taken from the base. */
export type WantedRegistry = Pick<Selection, 'config' | 'schemas' | 'migrations'>;
/**
 * The files as they are, but for config and registry: those are as the base has them, at their own paths, wherever in the repository they are named. Nothing
 * is checked out. Throws `REGISTRY_INVALID` where the base is not to be had.
 */
export declare function filesOfBase(wanted: WantedRegistry, context: RunContext): Promise<FsOps>;
