import type { Value } from '../../model/value.js';
import type { Kind } from '../../registry/kind.js';
import type { Facts } from '../facts.js';
/** A document, and what stood in its place at the base. */
export interface Pair {
    readonly before: Value;
    readonly found: Value;
    /** For findings: the document, where the file has several. */
    readonly at: {
        readonly document?: number;
    };
}
/** The documents of a file with those of its base, one by one; none where one of the two cannot be read. */
export declare function pairsOf({ file, base }: Facts): readonly Pair[];
/** The version that a document says it is of, whether the registry has it or not, and where it says so. */
export declare function statedVersion(value: Value, kind: Kind): {
    readonly version: string;
    readonly pointer: string;
} | undefined;
