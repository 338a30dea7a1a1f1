import type { Check } from '../check.js';
/** No document is of an older version than it was. */
export declare const versionDecreased: Check;
