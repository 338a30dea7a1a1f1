import type { Check } from './check.js';
/** No secret stands in the file; held against a base, none that was not there. What was found is a fact: this only says so. */
export declare const secrets: Check;
