import type { HookName } from './hooks/names.js';
import type { RunContext } from './run.js';
export interface InitOptions {
    readonly dryRun: boolean;
    /** Let git merge the files of the config by structure. */
    readonly mergeDriver?: boolean;
    /** Have state files judged before each commit, by this. */
    readonly hook?: HookName | undefined;
}
/** What was made, or would be: paths as reports show them, and the whole as text for people. */
export interface InitResult {
    readonly created: readonly string[];
    readonly changed: readonly string[];
    readonly text: string;
}
/**
 * Writes a minimal config for the kinds at hand: those of `./schemas`, and the built-in ones that a file here is of; in a git work tree the ignore
 * lines too. What is there already is never changed, only added to.
 */
export declare function init({ dryRun, mergeDriver, hook: hookName }: InitOptions, context: RunContext): Promise<InitResult>;
