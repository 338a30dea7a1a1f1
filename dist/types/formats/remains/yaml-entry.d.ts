import type { Value } from '../../model/value.js';
/** Reads texts that are one document, such as an entry of a block collection by itself. */
export interface EntryReader {
    /** `undefined` for what is anything else, and when the work has become too much. */
    read(source: string, column: number): Value | undefined;
    isSpent(): boolean;
}
/** For the entries of a text of that length: all together cost no more than a few readings of the text. */
export declare function createEntryReader(length: number): EntryReader;
