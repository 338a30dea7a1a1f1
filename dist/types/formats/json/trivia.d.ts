import type { Node, Unit } from './nodes.js';
/** A comment in the text between two values. */
export interface Comment {
    readonly start: number;
    readonly end: number;
    readonly isLine: boolean;
}
/** What of the text around a unit is its own: from `lead` to its start, and from behind its comma to `tail`. */
export interface Extent {
    /** Where the comments directly above it, or before it on its line, start; else its own start. */
    readonly lead: number;
    /** Where the comments behind it on its line end; else the end of its comma, or of itself. */
    readonly tail: number;
}
/** The comments between two offsets that lie between tokens, in order. */
export declare function commentsIn(text: string, start: number, end: number): readonly Comment[];
/**
 * The extents of the units of a container. Comments on the line of a unit, behind it, are its own; those between it and the next one on the same line
 * are the next one's; so are those on lines of their own directly above a unit. What a blank line sets apart, stands on the line of the opening bracket or
 * behind the last unit on lines of its own is the container's.
 */
export declare function extentsOf(text: string, container: Node): readonly Extent[];
/** Behind the comma of a unit, or behind the unit where it has none. */
export declare function endOfUnit(unit: Unit): number;
export declare function countLineBreaks(text: string): number;
/** Gives the blanks at the start of the line that an offset is on. Looks lines up: a compact document may be one of megabytes. */
export declare function createIndentations(text: string): (offset: number) => string;
/** A text whose lines behind the first stood under one indentation, under another one. */
export declare function reindent(text: string, from: string, to: string): string;
