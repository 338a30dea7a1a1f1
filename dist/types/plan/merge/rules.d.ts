import { type Pointer } from '../../model/pointer.js';
import type { ItemIdentity } from '../../registry/kind.js';
/** What a kind says of one place of its documents, and of those below. */
export interface Rules {
    /** The field belongs to statefix: two changes to it are no conflict, ours stands. */
    readonly isEngine: boolean;
    /** Of two changes, the later or larger stands. */
    readonly isLater: boolean;
    /** For an array: the member of each item that names it. */
    readonly by: Pointer | undefined;
    below(token: string | number): Rules;
}
/** The rules of a document's root. */
export declare function rulesOf(facts: {
    readonly identities: readonly ItemIdentity[];
    readonly engine: readonly Pointer[];
    readonly later: readonly Pointer[];
}): Rules;
