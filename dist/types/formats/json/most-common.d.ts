/** What occurs most often, the first of several; `undefined` where there is nothing. */
export declare function mostCommon(texts: readonly string[]): string | undefined;
