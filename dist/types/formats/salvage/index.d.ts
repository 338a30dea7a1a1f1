import type { RawFile } from '../../model/state-file.js';
import type { Format } from '../format.js';
/** A document made out of a broken text, and how, as a clause. */
export interface Salvage {
    readonly text: string;
    readonly how: string;
}
/**
 * The documents that can be made out of a broken text, the one that keeps the most first: what is complete before the damage, with what is open closed; then
 * the text with its syntax mended (JSON and JSONC only), where that keeps all that can be read for certain. Each is one of its format; whether
 * it is a healthy state is for others to say. None for conflict markers, NULs alone, other encodings than UTF-8, and for a text that can be read.
 */
export declare function salvages(raw: RawFile, format: Format): Iterable<Salvage>;
