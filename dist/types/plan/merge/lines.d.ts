import type { Side } from './merge.js';
/** The lines of a text, each with its line break; the last one may have none. */
export declare function linesOf(text: string): readonly string[];
/** The line break that a text uses first; `\n` where it has none. */
export declare function lineBreakOf(text: string): string;
/** True where the last line has a line break. */
export declare function isEnded(text: string): boolean;
/** Gives lines numbers: equal lines have the same one, in all texts that are numbered together. */
export declare function numberLines(...texts: readonly (readonly string[])[]): readonly (readonly number[])[];
/**
 * The three-way merge of three texts line by line, as git does it, with the line breaks of ours and its end. Where both changed the same lines, those of
 * the favoured side stand; where both put lines into one place and `isUnion`, both do, theirs first. What it says as a document is for the caller to find out.
 */
export declare function mergeLines(base: string, ours: string, theirs: string, { favour, isUnion }: {
    readonly favour: Side;
    readonly isUnion: boolean;
}): string;
