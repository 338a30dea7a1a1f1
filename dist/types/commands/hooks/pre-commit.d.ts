import { type HookContext, type HookPlace, type HookPlan } from './place.js';
/** The repository of the hooks, among those that pre-commit takes hooks from. */
export declare function planPreCommit(place: HookPlace, context: HookContext): Promise<HookPlan>;
