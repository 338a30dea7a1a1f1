/** What a rule recognised in a text, by half-open offsets. Never the text itself: what is not carried along cannot be printed. */
export interface Match {
    /** The rule, by a short name such as `github`. */
    readonly rule: string;
    readonly start: number;
    readonly end: number;
}
/** Looks a text over by all rules, in the order of the text. `extension` is that of a file of such text, such as `.json`. */
export type Scanner = (text: string, extension: string) => Promise<readonly Match[]>;
