import { type HookContext, type HookPlace, type HookPlan } from './place.js';
/** A command of the hook `pre-commit`, or a job where the hook is made of jobs. */
export declare function planLefthook(place: HookPlace, context: HookContext): Promise<HookPlan>;
