/** Judges a text by one pattern. Throws `PatternUndecided` where that cannot be done in time. */
export type PatternTest = (text: string) => boolean;
export interface Patterns {
    /** The test for a pattern as ECMAScript means it in Unicode mode; `undefined` for what is no regular expression. Made once. */
    compile(pattern: string): Promise<PatternTest | undefined>;
    /** A test by a regular expression of our own, of which not all are known to take linear time: long texts are judged under the deadline. */
    guard(name: string, regexp: RegExp): PatternTest;
}
/**
 * Makes tests for patterns that come from schemas and cannot hang a run. In this order: natively, where the pattern is proven to take linear time;
 * by RE2, an automaton, where the pattern is regular; natively under a deadline, for all else (look-around, back-references). A pattern that
 * only the older grammar without Unicode mode accepts is judged by that.
 */
export declare function createPatterns(): Patterns;
/** True where this grammar of ECMAScript accepts the pattern; it is not run. */
export declare function compiles(pattern: string, flags: string): boolean;
