import { type HookName } from './names.js';
import type { HookContext, HookPlace, HookPlan } from './place.js';
/** The hook manager of that name. Throws `USAGE` for one that is not known. */
export declare function hookNamed(text: string): HookName;
/** What it takes for state files to be judged before each commit. What is there stays; nothing is written, and nothing is installed. */
export declare function planHook(name: HookName, place: HookPlace, context: HookContext): Promise<HookPlan>;
