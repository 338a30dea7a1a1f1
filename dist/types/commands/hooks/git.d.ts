import { type HookContext, type HookPlace, type HookPlan } from './place.js';
/** The hook `pre-commit` of this clone, where there is none yet; one that is there is somebody's own, and is not touched. */
export declare function planGitHook(place: HookPlace, context: HookContext): Promise<HookPlan>;
