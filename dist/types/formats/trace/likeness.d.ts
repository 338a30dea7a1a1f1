/** How alike two names are, from 0 to 1; 0 where they share too little to mean the same. */
export type Likeness = (left: string, right: string) => number;
/**
 * Compares names by the longest stretch of letters and digits that they share, case and punctuation aside: `crashReports` is like
 * `crash_reporting_enabled`. It knows no languages and no abbreviations. Remembers the pairs that it has seen.
 */
export declare function createLikeness(): Likeness;
/** A name without what naming conventions change: `steps_done`, `steps-done` and `stepsDone` are one. */
export declare function bareName(name: string): string;
