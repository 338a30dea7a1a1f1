/**
 * Cuts a JSON-like text back to what is complete before `limit` and closes what is open: the longest such text first, then those that leave out the innermost
 * container that is open, and so on. A text whose first value ends before the damage gives that value alone. `isYaml`: only a comma or a bracket
 * shows that a scalar is complete.
 */
export declare function jsonPrefixes(text: string, limit: number, isYaml: boolean): Iterable<string>;
