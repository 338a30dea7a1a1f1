/** How a document is laid out, by the first place that shows each habit: for what has no sibling to follow. */
export interface Style {
    /** One level of indentation; `undefined` where the document stands on one line. */
    readonly indent: string | undefined;
    readonly lineBreak: string;
    /** The text from a key to its value. */
    readonly colon: string;
    /** The blanks behind a comma on one line. */
    readonly comma: string;
    /** The blanks inside of the braces of an object on one line. */
    readonly padding: string;
    /** A comma behind the last part of a container that stands on several lines. */
    readonly hasTrailingCommas: boolean;
    /** Arrays of several scalars stand on one line. */
    readonly hasRows: boolean;
}
/** Reads the habits of a document in one scan, which ends when all are known. */
export declare function styleOf(text: string): Style;
