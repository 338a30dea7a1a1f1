import type { Finding, Span } from '../model/finding.js';
import type { Pointer } from '../model/pointer.js';
import type { FormatName, MalformedFile, ParsedFile, RawFile } from '../model/state-file.js';
import type { Value } from '../model/value.js';
import type { Part } from './alignment.js';
/** Nothing deeper than this meets a recursive function. */
export declare const MAX_DEPTH = 256;
/** Where a pointer's key and value stand in the text; `key` only for members of objects. */
export interface Location {
    readonly key: Span | undefined;
    readonly value: Span;
}
/** The new text of a file, and what it could not keep as it was spelled. */
export interface EditedText {
    readonly text: string;
    readonly notes: readonly Finding[];
}
/**
 * One text format, as an object: text to document and back. Every function is pure. None throws for bad input but `edit`, which
 * throws `StatefixError` `MIGRATION_FAILED` for an edit that this format cannot do without harm (and says why).
 */
export interface Format {
    readonly name: FormatName;
    readonly extensions: readonly string[];
    /** `raw` has a text (encoding faults, emptiness, NULs and size are found before, in `parse.ts`). */
    parse(raw: RawFile & {
        readonly text: string;
    }): ParsedFile | MalformedFile;
    /** Where those pointers stand, by a second scan of a text that `parse` accepted. Unknown pointers are left out. */
    locate(text: string, document: number, pointers: ReadonlySet<Pointer>): ReadonlyMap<Pointer, Location>;
    /**
     * The smallest edits of `text` that make document `index` hold `parts.get(index)`. Byte order marks are not part of `text`. Callers use `rewrite`,
     * which re-parses the result and compares.
     */
    edit(text: string, parts: ReadonlyMap<number, Part>): EditedText;
    /** A new text for a value that has no text yet, in the usual style of the format, with a final newline. */
    render(value: Value): string;
}
