import type { Identities } from '../identity.js';
import { type NewNode, type OldNode } from './tree.js';
/** A new item and the old one that it is, changed. */
export type ChangedItem = readonly [NewNode, OldNode];
/**
 * Ties the items of a changed array to those of the old one: equal items first, wherever they went; then, in each stretch between
 * items that stayed, a changed container to the one that shares most with it, and what is left in its order where as many came as went.
 * Settles the equal ones and returns the changed ones.
 */
export declare function pairItems(node: NewNode, origin: OldNode, identities: Identities): readonly ChangedItem[];
