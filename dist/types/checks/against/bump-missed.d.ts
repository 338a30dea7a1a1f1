import type { Check } from '../check.js';
/**
 * A document that kept its version kept its shape: it fits the schema that this version had at the base, and has no member that only the edited schema
 * knows. Where the schema was not edited it judges both, and there is nothing to compare.
 */
export declare const bumpMissed: Check;
