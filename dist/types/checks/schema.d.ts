import type { Check } from './check.js';
/** Each document fits the schema of the version that it carries, not of the newest. */
export declare const schema: Check;
