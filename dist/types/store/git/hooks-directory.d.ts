import type { FsOps } from '../fs-ops.js';
import { type Environment } from './program.js';
/** Where git looks for hooks. */
export interface HooksDirectory {
    /** Absolute. */
    readonly path: string;
    /** False where it lies outside of this repository: its hooks are those of other repositories, too. */
    readonly isOwn: boolean;
}
/**
 * The directory of the hooks of the work tree at `root`, by `core.hooksPath` where it is set. `undefined` where git does not answer.
 */
export declare function hooksDirectory(root: string, fs: Pick<FsOps, 'platform' | 'stat'>, environment: Environment, signal: AbortSignal): Promise<HooksDirectory | undefined>;
