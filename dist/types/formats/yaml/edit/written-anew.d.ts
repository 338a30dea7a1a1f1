import { type Pointer } from '../../../model/pointer.js';
import type { Part } from '../../alignment.js';
import type { EditedText } from '../../format.js';
/** A part of a document that is written anew as a whole. */
export interface Rewriting {
    readonly document: number;
    readonly pointer: Pointer;
}
type Parts = ReadonlyMap<number, Part>;
type Attempt = (parts: Parts) => EditedText | undefined;
/**
 * The way out where the smallest edits do not say what they should: as little as possible is written anew. From every document written anew it
 * goes down, one container at a time, as long as writing a single part of it anew does as well. `undefined` where not even the whole does.
 */
export declare function rewriteLess(parts: Parts, attempt: Attempt): {
    readonly edited: EditedText;
    readonly rewritings: readonly Rewriting[];
} | undefined;
export {};
