import type { Check } from './check.js';
/** Each backup beside the file could take its place. */
export declare const backups: Check;
