import type { Check } from './check.js';
/** The file has no permission bit beyond those of its kind. Of a file that git tracks only the executable bit is judged: git keeps no other. */
export declare const permissions: Check;
