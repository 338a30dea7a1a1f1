/** A set of code points as inclusive ranges: sorted, neither overlapping nor touching. */
export type CodePoints = readonly (readonly [number, number])[];
export declare const DIGITS: CodePoints;
export declare const WORD: CodePoints;
/** What ECMAScript's `\s` takes: its white space and line terminators. */
export declare const SPACE: CodePoints;
/** What ECMAScript's `.` refuses. */
export declare const LINE_ENDS: CodePoints;
export declare function union(...sets: readonly CodePoints[]): CodePoints;
export declare function complement(set: CodePoints): CodePoints;
export declare function areDisjoint(left: CodePoints, right: CodePoints): boolean;
/**
 * The code points of a Unicode property escape such as `\p{Lu}`, as this engine's own regular expressions know them, so that no second table of
 * Unicode can disagree. `undefined` for a property that does not exist.
 */
export declare function property(spelled: string): CodePoints | undefined;
