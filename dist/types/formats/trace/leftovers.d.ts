import type { Identities } from '../identity.js';
import type { Likeness } from './likeness.js';
import { type NewNode, type OldNode } from './tree.js';
/** New parts without an origin, and old parts that nothing has taken up, each with all that is inside of them. */
export interface Leftovers {
    readonly appeared: readonly NewNode[];
    readonly gone: readonly OldNode[];
}
/** What tells parts from each other: the same for a whole document. */
export interface Evidence {
    readonly identities: Identities;
    readonly likeness: Likeness;
}
/**
 * Within one scope, ties what appeared to an equal part that disappeared: whole containers first, the larger before the smaller, then
 * leaves. Where several are equal, their places tell (see `pairEquals`); containers are tied in their order in the end, a leaf that is
 * ambiguous still stays without an origin. Returns what is left, for the scope around.
 */
export declare function matchEqual({ appeared, gone }: Leftovers, { identities, likeness }: Evidence): Leftovers;
/** A new part and all parts inside of it, parents first, without what is settled. */
export declare function unsettled(node: NewNode): Generator<NewNode>;
/** An old part and all parts inside of it, parents first, without what lives on. */
export declare function untaken(node: OldNode): Generator<OldNode>;
