import type { Finding } from '../model/finding.js';
import type { Origins } from '../model/origins.js';
import type { ParsedFile } from '../model/state-file.js';
import { type Value } from '../model/value.js';
import type { Format } from './format.js';
/** A document's new value, and where its parts come from in the old one. */
export interface Change {
    readonly value: Value;
    readonly origins: Origins;
}
/** The bytes to write, their text without the byte order mark, and what they could not keep as it was spelled. */
export interface Rewritten {
    readonly bytes: Uint8Array;
    readonly text: string;
    readonly notes: readonly Finding[];
    /** What those bytes were read back as: nobody needs to parse them again. */
    readonly file: ParsedFile;
}
/**
 * The file with those of its documents changed, by the smallest edits. Without a change the bytes are the same. The promise that
 * holds the house up: the very bytes returned were parsed again, and every document is the one intended; where one is not, this throws
 * `StatefixError` `INTERNAL` that names the pointer, and there is nothing to write. Throws `MIGRATION_FAILED` for an edit that the format refuses.
 */
export declare function rewrite(file: ParsedFile, format: Format, changes: ReadonlyMap<number, Change>): Rewritten;
