import type { RunContext } from '../run.js';
/** Where a hook is set up, and what it is to judge. */
export interface HookPlace {
    /** The root of the work tree: absolute. Hooks run there. */
    readonly root: string;
    /** The config, relative to the root, where it is not found from there anyway. */
    readonly config: string | undefined;
    /** The globs of the config. */
    readonly globs: readonly string[];
}
/** A file that a hook needs, whole, with what it says already where it is there. */
export interface HookFile {
    /** Absolute. */
    readonly path: string;
    readonly bytes: Uint8Array;
    readonly mode: number;
    readonly isNew: boolean;
    /** What was put in, as people would say it. */
    readonly added: string;
}
/** What setting up a hook comes to. `talk` is what is to be said and to be done next, as sentences. */
export type HookPlan = {
    readonly talk: readonly string[];
} & ({
    readonly kind: 'write';
    readonly file: HookFile;
} | {
    readonly kind: 'there already';
}
/** It takes a person, who is told what to add. */
 | {
    readonly kind: 'by hand';
});
/** The plan of a file that may need nothing. */
export declare function planOf(file: HookFile | undefined, talk: readonly string[]): HookPlan;
/** What a hook needs of the context of a run. */
export type HookContext = Pick<RunContext, 'fs' | 'cwd' | 'environment' | 'signal'>;
/** The command of a hook that judges what is staged. Where statefix is installed in the project alone, npx finds it. */
export declare function stagedCommand({ root, config }: HookPlace, { fs }: HookContext): string;
/** `--config` and its file as words of a shell, with a blank before them. */
export declare function configWords(config: string | undefined): string;
/** True where something stands at the path, whatever it is. */
export declare function stands(fs: HookContext['fs'], path: string): boolean;
