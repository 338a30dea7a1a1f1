import { type Collection, type Entry, type Tree } from '../node.js';
/** The collection that an entry stands in, and where the text before its entries starts. */
export interface Home {
    readonly parent: Collection;
    readonly index: number;
    readonly start: number;
}
/** Finds the home of every entry; the tree is walked when the first is asked for. */
export declare function createHomes(tree: Tree, text: string): (entry: Entry) => Home | undefined;
/** Where the text between the opening of the document and its root starts. */
export declare function rootStart(tree: Tree, text: string): number;
/** How far back the comments above an entry may reach. */
export declare function limitOf(text: string, { parent, index, start }: Home): number;
