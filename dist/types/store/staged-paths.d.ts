import type { Staging } from './session.js';
/** Names in a staging directory: each carries the name of its state file, so that a trace tells what it is about. */
export declare function contentStage(path: string, { path: staging }: Staging): string;
export declare function sidecarStage(path: string, { path: staging }: Staging): string;
/** The old content on its way to `.bak`, and the `.bak` that it replaces. */
export declare function bakStages(path: string, { path: staging }: Staging): {
    readonly staged: string;
    readonly previous: string;
};
export declare function corruptStage(path: string, { path: staging }: Staging): string;
/** Everything that the replace of one file may stage. */
export declare function stagedPaths(path: string, staging: Staging): readonly string[];
