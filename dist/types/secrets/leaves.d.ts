import { type Pointer } from '../model/pointer.js';
import { type Value } from '../model/value.js';
/** A text in a document. */
export interface TextLeaf {
    readonly pointer: Pointer;
    readonly document: number;
    /** The member that it is the value of; of an item, the member that the list is the value of; `''` for none. */
    readonly key: string;
    readonly value: string;
}
/** All texts of the documents, in their order. Recursive: for values that passed the depth limit of a format. */
export declare function textLeavesOf(documents: readonly Value[]): readonly TextLeaf[];
