/**
 * Where the end of an older, longer text begins behind a whole one, as a write in place without truncation leaves it; `undefined` where nothing shows
 * that. `at` is near where the text stops being a document. What shows it: the lines of the tail, but for a first one that may be cut, are those that end the
 * text before it, by their words or by their keys. In linear time.
 */
export declare function staleTailAt(text: string, at: number, isOneWordEnough: boolean): number | undefined;
