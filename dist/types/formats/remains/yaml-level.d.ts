import type { Line } from './yaml-lines.js';
/** A block collection of which some lines are there: those from `at` to `end`, of which the first may start behind the indicator of what holds it. */
export interface Level {
    readonly lines: readonly Line[];
    at: number;
    end: number;
    /** Where the first line of the next entry starts, if not where the line does. */
    start: number | undefined;
    readonly column: number;
    readonly isSequence: boolean;
    /** True where what follows the lines ends the last entry. */
    readonly isClosed: boolean;
}
/** The lines of one entry. */
export interface Entry {
    readonly first: number;
    readonly end: number;
    /** Behind the last line of which it is certain where it starts. */
    readonly soundEnd: number;
    readonly isDamaged: boolean;
    /** Where its first line starts, blanks left out. */
    readonly from: number;
    readonly isComplete: boolean;
}
/** The collection whose entries start in the first of those lines that says anything; `undefined` where none does. */
export declare function levelOf(text: string, lines: readonly Line[], range: {
    readonly at: number;
    readonly end: number;
    readonly isClosed: boolean;
}, start?: number): Level | undefined;
/** Takes the next entry from a level; `undefined` where it has none, or the next line is none of its own. */
export declare function nextEntry(text: string, level: Level): Entry | undefined;
/** True for an entry whose value is merged into its mapping. */
export declare function isMerge(text: string, from: number): boolean;
/** Behind the `:` of the key that stands there; `undefined` for what is no key on one line, and for one behind `?`. */
export declare function endOfKey(text: string, from: number): number | undefined;
/** The collection in lines that an entry holds behind its indicator, which ends at `at`; `undefined` where it holds something else. */
export declare function levelInside(text: string, lines: readonly Line[], entry: Entry, at: number, isItem: boolean): Level | undefined;
