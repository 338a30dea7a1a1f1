import type { FsOps } from '../fs-ops.js';
import type { ModuleSource } from './messages.js';
/** All that a step is made of, itself first; or why it cannot be run, as a clause about the step. */
export type ModuleGraph = {
    readonly kind: 'graph';
    readonly modules: readonly ModuleSource[];
} | {
    readonly kind: 'refused';
    readonly reason: string;
};
/** Takes the types out of the text of a TypeScript file. */
export type StripTypes = (text: string, path: string) => Promise<StrippedTypes>;
export type StrippedTypes = {
    readonly kind: 'stripped';
    readonly text: string;
} | {
    readonly kind: 'refused';
    readonly reason: string;
};
/**
 * Reads a step and all that it imports, before any of it is run. Only files in the directory of the migrations are read, links followed to where they lead,
 * and only JavaScript, TypeScript and JSON; any import but a relative one, and any import while the step runs, is refused with its place. The step stands in the directory of its kind in that of the
 * migrations.
 */
export declare function readModules(fs: FsOps, stepPath: string, strip: StripTypes): Promise<ModuleGraph>;
