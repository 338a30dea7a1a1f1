import type { Pointer } from '../../model/pointer.js';
import type { Value } from '../../model/value.js';
/** What can still be read of a broken text. */
export interface Remains {
    /**
     * Leaves (scalars, empty containers) by pointer, in the order of the text. Those of document n > 0 of a YAML file start with `#n`, which is no JSON
     * Pointer, so that none can be taken for a part of the first document.
     */
    readonly leaves: ReadonlyMap<Pointer, Value>;
    /** True where nothing of the text was left unread: then `documents` holds all of it. */
    readonly isWhole: boolean;
    /** What the text says, where it was read whole; else `undefined`. */
    readonly documents: readonly Value[] | undefined;
}
/** What the pointers of a document of that number start with. */
export declare function prefixOf(document: number): string;
