import type { Check } from './check.js';
/** Each document carries a version that the registry has, and it is the current one. */
export declare const version: Check;
