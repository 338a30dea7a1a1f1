import type { Finding } from '../../model/finding.js';
import { type Pointer } from '../../model/pointer.js';
import { type Value } from '../../model/value.js';
import type { Dialect } from './dialect.js';
/** A text as a value, or all that is wrong with it, in its order. */
export type Reading = {
    readonly kind: 'value';
    readonly value: Value;
} | {
    readonly kind: 'faults';
    readonly faults: readonly Finding[];
};
/** A key that stands a second time in the object that starts at `object`; where the first one stands is looked up afterwards. */
export interface RepeatedKey {
    readonly pointer: Pointer;
    readonly key: string;
    readonly object: number;
    readonly span: {
        readonly start: number;
        readonly end: number;
    };
}
/** Reads a text, by the quick way where that gives the same; see `readExactly` for what the result promises. */
export declare function readJson(text: string, dialect: Dialect): Reading;
/**
 * Reads a text as RFC 8259, or with what the dialect takes besides, in one pass over the scanner's tokens that builds the value itself: nothing
 * recursive, no positions kept. The text has no byte order mark.
 */
export declare function readExactly(text: string, dialect: Dialect): Reading;
