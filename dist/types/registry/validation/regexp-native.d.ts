/** A text on which a pattern could not be judged in time. Caught where a validator answers; no state is taken as valid over it. */
export declare class PatternUndecided extends Error {
    readonly pattern: string;
    constructor(pattern: string);
}
/**
 * Runs regular expressions natively, under a deadline: V8 gives up a regular expression just as it does a script. For the patterns that nothing
 * else can judge, those with look-around or back-references. `judge` throws `PatternUndecided` when time is up; texts that keep doing
 * so cost a run one and a half seconds, and 20 ms each from then on.
 */
export declare function createNativeEngine(): {
    judge(pattern: string, flags: string, text: string): boolean;
};
/** Errors of a context of its own are no instances of this one's `Error`. */
export declare function isTimeout(error: unknown): boolean;
/** V8's own limit on backtracking. */
export declare function isStackOverflow(error: unknown): boolean;
