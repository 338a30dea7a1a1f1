import { type Tree } from './node.js';
/** How a file is written, where something new has to follow it. */
export interface Style {
    readonly eol: '\n' | '\r\n';
    /** Columns that a nested block collection is indented by. */
    readonly step: number;
    /** Columns between a key and the `-` of the sequence below it: 0 or more. */
    readonly sequenceStep: number;
    readonly quote: 'single' | 'double';
    /** `{ a: 1 }` rather than `{a: 1}`. */
    readonly isPadded: boolean;
}
/** The style of a document, from the first of its parts that shows it; two spaces, indented sequences and double quotes where none does. */
export declare function styleOf(text: string, { root }: Tree): Style;
