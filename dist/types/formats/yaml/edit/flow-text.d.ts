import type { Collection, Entry, ScalarNode } from '../node.js';
import type { ContainerPart } from './assign.js';
import { type Editor, type Target, type Wish } from './editor.js';
/** The text of an old node inside of a flow collection: as it was where it was flow or fits on a line, else written anew in flow style. */
export declare function flowNode(editor: Editor, node: ScalarNode | Collection, wish: Wish, target: Target): {
    readonly text: string;
    readonly properties: string;
};
/** An entry that moves into flow text cannot keep its comments: they wait for the next place that can. */
export declare function takeComments({ settled, adrift }: Editor, source: Entry | undefined): void;
/** A container without an old text of its own, on one line. */
export declare function flowPart(editor: Editor, part: ContainerPart, target: Target): string;
