import type { Check } from './check.js';
/** What reader and parser met: the file could not be had, is no document of its format, or holds something worth a note. */
export declare const syntax: Check;
