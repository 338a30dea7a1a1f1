import { type Pointer } from '../../model/pointer.js';
import { type Entry, type Node, type Tree } from './node.js';
/** What a pointer names: the node, and the entry that holds it (none for the root). A merged member is found in the map it comes from. */
export interface Found {
    readonly node: Node;
    readonly entry: Entry | undefined;
}
/** A function that finds pointers in a tree, through aliases and merges. Each step of a path is looked up once. */
export declare function createFinder({ root }: Tree): (pointer: Pointer) => Found | undefined;
