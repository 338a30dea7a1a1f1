import type { Check } from './check.js';
/** No interrupted writer has left anything beside the file. */
export declare const traces: Check;
