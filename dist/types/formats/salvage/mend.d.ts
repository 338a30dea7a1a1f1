/** A text whose syntax was mended; `hasComments`: it had comments, which are lost. */
export interface Mended {
    readonly text: string;
    readonly hasComments: boolean;
}
/**
 * The text of one JSON document with its slips mended: quotes, commas and brackets that are missing, wrong or too many. `undefined` where that would make up
 * a value: for a text with a bare word, a number or an escape that is cut, for one that goes on behind its end, or nests too deep.
 */
export declare function mend(text: string): Mended | undefined;
