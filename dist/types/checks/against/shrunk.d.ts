import type { Check } from '../check.js';
/**
 * The file did not lose more than half of its values (and at least ten), and no part at its top that had five members or items or more was emptied. What a
 * migration between the two versions declares to drop was never counted.
 */
export declare const shrunk: Check;
