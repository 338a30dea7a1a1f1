/** A finding in words: what is the matter, and what to do next. */
export interface Sentence {
    readonly message: string;
    readonly hint: string;
}
