import type { Format } from '../../formats/format.js';
import type { Origins } from '../../model/origins.js';
import type { ParsedFile } from '../../model/state-file.js';
import type { Value } from '../../model/value.js';
import type { KindFacts } from '../../registry/kind.js';
import type { MergedValue, Side } from './merge.js';
/** Files of one version that are merged. */
export interface MergedFiles {
    readonly base: ParsedFile | undefined;
    readonly ours: ParsedFile;
    readonly theirs: ParsedFile;
    readonly kind: KindFacts;
    readonly format: Format;
}
/** The text that a merge is written into. */
export interface Host {
    readonly file: ParsedFile;
    /** Where the parts of the merged document come from in it; `value` is that document as it is to be written. */
    readonly originsOf: (value: Value, document: number) => Origins;
    /** True where what comes from theirs is written as it is written there; else as its value is usually written. */
    readonly isVerbatim: boolean;
}
/**
 * The text that has most of what is to be written as people wrote it: git's merge of the lines, where that says what it should but for the fields of
 * statefix; else ours with theirs put into it; else a merge of the lines that says something else; else ours.
 */
export declare function hostOf(files: MergedFiles, merged: readonly MergedValue[], favour: Side): Host;
