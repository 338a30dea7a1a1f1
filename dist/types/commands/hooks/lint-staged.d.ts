import { type HookContext, type HookPlace, type HookPlan } from './place.js';
/** A task for files with the usual names of state files. It is given names, since lint-staged puts away what is not staged. */
export declare function planLintStaged(place: HookPlace, context: HookContext): Promise<HookPlan>;
