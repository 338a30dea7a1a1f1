import type { Check } from '../check.js';
/** What a file is held against its base for, in the order in which the findings are told. */
export declare const AGAINST_BASE: readonly Check[];
