import type { Position } from '../model/finding.js';
/** Turns offsets into a text into lines and columns. */
export interface LineMap {
    /** Offsets beyond the text count as its end. */
    positionAt(offset: number): Position;
    /** The offset of the first character of a line, counted from 1; that of the text's end beyond the last line. */
    startOf(line: number): number;
}
/** A line ends with LF, CRLF or CR, mixed as the text has them. The text is read when the first position is asked for, not before. */
export declare function createLineMap(text: string): LineMap;
