import { type Value } from '../../../model/value.js';
import type { AliasNode, Node } from '../node.js';
/** What each anchor stands for at the place of the new text that is being written. The editor goes through the new text in its order. */
export interface Anchors {
    /** An anchor is written before a node that holds `value`; `node` where that is just what the node held before. */
    define(name: string, value: Value, node: Node | undefined): void;
    /** True where the node's anchor has been written, so that a second text of the node must go without. */
    isWritten(node: Node): boolean;
    markWritten(node: Node): void;
    /** What an anchor stands for now; `undefined` where none of that name has been written. */
    valueOf(name: string): Value | undefined;
    /** True where an alias, written now, would say `wanted` (left out: what it said before). */
    holds(alias: AliasNode, wanted?: Value): boolean;
}
export declare function createAnchors(): Anchors;
