/** One line of a YAML text. */
export interface Line {
    readonly start: number;
    /** Behind its line break. */
    readonly end: number;
    /** The first character that is no blank. */
    readonly from: number;
    /** `damaged`: bytes of it are lost; `empty`: blank, a comment, or indented by a tab, so that it starts no entry and ends none. */
    readonly kind: 'content' | 'empty' | 'damaged';
}
/** The lines of one document; `isClosed`: more of the text follows, so that it ends where it ends. */
export interface LinesOfDocument {
    readonly lines: readonly Line[];
    readonly isClosed: boolean;
}
/**
 * Cuts a text that may be broken into documents and lines; a document that starts on its own `---` line, or anything behind a directive or a `...`
 * that nothing explains, is left out with all that follows. `isLossy`: U+FFFD stands for bytes that are lost.
 */
export declare function documentLines(text: string, isLossy: boolean): readonly LinesOfDocument[];
