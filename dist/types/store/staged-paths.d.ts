import type { Staging } from './session.js';
/** Names in a staging directory: each carries the name of its state file, so that a trace tells what it is about. */
export declare function contentStage(path: string, { path: staging }: Staging): string;
export declare function sidecarStage(path: string, { path: staging }: Staging): string;
/** Behind the name of the `.bak` that a change replaces. */
export declare const PREVIOUS = ".previous";
/** The old content on its way to `.bak`, and the `.bak` that it replaces. */
export declare function bakStages(path: string, { path: staging }: Staging): {
    readonly staged: string;
    readonly previous: string;
};
export declare function corruptStage(path: string, { path: staging }: Staging): string;
/** Content on its way back to its place, or on its way out of it. */
export declare function restoreStage(path: string, { path: staging }: Staging): string;
/** The same for a name instead of a path: what a staging directory holds of that file. */
export declare function stagedNames(name: string): readonly string[];
/** Everything that the change of one file may stage. */
export declare function stagedPaths(path: string, staging: Staging): readonly string[];
