import { type HookContext, type HookPlace, type HookPlan } from './place.js';
/** A line of `.husky/pre-commit`. */
export declare function planHusky(place: HookPlace, context: HookContext): Promise<HookPlan>;
