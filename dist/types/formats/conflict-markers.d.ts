import type { ConflictHunk } from '../model/finding.js';
/** Whole hunks of git conflict markers, in the order of the text. A marker alone, or not at the start of its line, is no conflict. */
export declare function findConflicts(text: string): readonly ConflictHunk[];
