/**
 * Cuts a YAML text back to whole entries before `limit`: the longest such text first, then those that leave out the innermost collection that is open
 * there, and so on. What is cut off is always the rest of the text. `isGood` tells whether a text is a document at all: the fault of a quote that is
 * not closed may show far behind it.
 */
export declare function yamlPrefixes(text: string, limit: number, isGood: (text: string) => boolean): Iterable<string>;
