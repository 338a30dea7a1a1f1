import type { ConflictHunk } from '../../model/finding.js';
/** Whole hunks of git conflict markers, in the order of the text. A marker alone, or not at the start of its line, is no conflict. */
export declare function findConflicts(text: string): readonly ConflictHunk[];
/**
 * The line of a marker that has no whole hunk around it, where one stands in that line or beside it. A look-alike may be legal where it stands: to be asked
 * only about a place where the text stops being a document.
 */
export declare function findLoneMarker(text: string, near: number): number | undefined;
