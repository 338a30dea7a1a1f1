/** Where the second of two writes begins in a text that holds both, and whether they say the same, byte for byte but for blanks around them. */
export interface Copies {
    readonly second: number;
    readonly copies: 'equal' | 'different';
}
/** The same text once more right behind itself, with or without a line break between; `undefined` for any other. In linear time. */
export declare function equalHalves(text: string): Copies | undefined;
/** The two parts of a text, cut at the place where the second one begins. */
export declare function copiesAt(text: string, first: number, second: number): Copies;
