import { type Likeness } from './likeness.js';
import { type NewNode, type OldNode } from './tree.js';
/** Parts that are all equal: which one is which, only their places can tell. */
export interface Equals {
    readonly takers: readonly NewNode[];
    readonly givers: readonly OldNode[];
}
/**
 * Ties equal new parts to equal old ones, by what tells most first: the end of their paths, their key, their key but for its spelling, the key that is
 * clearly most alike, the same parent. Wherever as many came as went, they are tied in their order. What nothing tells apart stays
 * without an origin; returns that.
 */
export declare function pairEquals(equals: Equals, likeness: Likeness): Equals;
