import type { Node } from '../node.js';
import type { Editor, Wish } from './editor.js';
/** The anchor and the tag for a new text of a node, and keeps track of the anchor: a second text of the node goes without. */
export declare function propertiesFor({ anchors, text }: Editor, node: Node, wish: Wish): string;
