import type { Finding } from '../../model/finding.js';
import type { ParsedFile } from '../../model/state-file.js';
import { type Value } from '../../model/value.js';
import { type SideLabels } from './conflict-text.js';
import { type MergedFiles } from './host.js';
import { type MergeConflict, type Side } from './merge.js';
/** Two files that grew out of one, all brought to the same version, and what is needed to merge them. */
export interface TextMerge extends MergedFiles {
    /** Renews what statefix writes into a document: checksum, serial, times. Asked for each document that is not one of theirs or ours as a whole. */
    readonly seal: (value: Value, document: number) => Value;
    /** What stands behind the markers; `ours` and `theirs` where nothing is said. */
    readonly labels?: SideLabels;
}
export interface TextConflict extends MergeConflict {
    /** From 0; absent where the file holds one. */
    readonly document?: number;
}
/** What two files make together. */
export type MergedTexts = {
    readonly kind: 'clean';
    readonly bytes: Uint8Array;
    readonly text: string;
    /** What the bytes were read back as. */
    readonly file: ParsedFile;
    /** What could not be kept as it was spelled. */
    readonly notes: readonly Finding[];
} | {
    readonly kind: 'conflicted';
    /** With conflict markers around the lines that differ between the two sides. */
    readonly bytes: Uint8Array;
    readonly text: string;
    readonly conflicts: readonly TextConflict[];
    /** The text with all conflicts won by one side: a whole document, sealed. */
    readonly sides: {
        readonly [side in Side]: ParsedFile;
    };
};
/**
 * Merges two files document by document, by structure. The text is ours with the smallest edits, or, where git's own merge of the lines says what it
 * should, that one with them, so that comments of both sides stay. What collides is left between conflict markers, of which either side of all hunks is
 * a whole document, sealed. Files with unlike numbers of documents collide as a whole, as they are; so do files whose merge would cost a digit, or an
 * edit that the format refuses. Every text that is made is read back and compared.
 */
export declare function mergeTexts(merge: TextMerge): MergedTexts;
