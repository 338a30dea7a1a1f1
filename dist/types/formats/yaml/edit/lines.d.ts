import { type Collection, type Entry, type Node } from '../node.js';
/** The offset at which the line of `at` starts. */
export declare function lineStart(text: string, at: number): number;
/** The offset behind the last character of the line of `at`, before its line break. */
export declare function lineEnd(text: string, at: number): number;
/** The offset at which the next line starts, or the end of the text. */
export declare function nextLine(text: string, at: number): number;
/** True where only spaces stand before `at` on its line. */
export declare function startsLine(text: string, at: number): boolean;
/** The comment behind `at` on its line, with the space before it; empty where none stands there. */
export declare function commentBehind(text: string, at: number): string;
/** What a line that starts at `start` is. */
export declare function lineAt(text: string, start: number): {
    readonly kind: 'blank' | 'comment' | 'content';
    readonly indent: number;
};
/** Behind the blank lines that start at `at`: a block scalar with `+` before them would take them for its own. */
export declare function behindBlanks(text: string, at: number): number;
/** The node that the text of a node ends with. */
export declare function lastLeaf(node: Node): Node;
/** Where the lines of an entry of a block collection end: behind its line break, its comment, and the comments indented below it. */
export declare function ownEnd(text: string, { column }: Collection, { end, value }: Entry): number;
/**
 * Where the lines of an entry of a block collection start: with the comments directly above it, back to `limit`, the end of what stands before. Comments
 * that directly follow the opening of their collection are the collection's.
 */
export declare function ownStart(text: string, entry: Entry, limit: number, isFirst: boolean): number;
/** The lines behind the first, moved by a number of columns; none that says something ends up left of `minimum`. */
export declare function shift(text: string, columns: number, minimum: number): string;
