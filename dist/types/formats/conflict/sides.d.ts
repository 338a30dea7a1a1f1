import type { ConflictHunk } from '../../model/finding.js';
import { type LineMap } from '../line-map.js';
/** One of the texts that a hunk holds. */
export type Side = 'ours' | 'theirs' | 'base';
/** What may take the place of a hunk: one of its texts, or ours with theirs behind it. */
export type Choice = Side | 'both';
/** What stands behind the markers of a hunk: mostly the name of a branch or a commit; `''` where nothing does. */
interface HunkLabels {
    readonly ours: string;
    readonly base?: string;
    readonly theirs: string;
}
/** The texts of a hunk, each with the line breaks that it has in the file; `base` only where the hunk shows the common ancestor. */
export interface HunkTexts {
    readonly ours: string;
    readonly base?: string;
    readonly theirs: string;
    readonly labels: HunkLabels;
}
/** The texts of one hunk as `findConflicts` names it. Who asks about many hunks of a text hands over its lines, which are looked for once then. */
export declare function hunkTexts(text: string, hunk: ConflictHunk, lines?: LineMap): HunkTexts;
/**
 * The whole text with one side of every hunk, byte for byte as it stands; for `base`, `undefined` unless every hunk has one. `hunks` are all
 * that `findConflicts` gave for this text. A text without hunks is its own side.
 */
export declare function sideOf(text: string, hunks: readonly ConflictHunk[], side: Side): string | undefined;
/**
 * The whole text with each hunk replaced by what was chosen for it, in the order of the hunks; `undefined` where a hunk lacks its choice, or the
 * base that was chosen. A text that ends in a marker without a line break ends without one afterwards, too.
 */
export declare function resolved(text: string, hunks: readonly ConflictHunk[], choices: readonly Choice[]): string | undefined;
export {};
