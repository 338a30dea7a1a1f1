/**
 * The candidate that a misspelt word most likely means: fewest edits, a swap of neighbours counting as one; `undefined` where none is
 * near enough (a third of the longer word, at least one edit) to be worth saying. Case does not count as an edit.
 */
export declare function nearest(word: string, candidates: Iterable<string>): string | undefined;
