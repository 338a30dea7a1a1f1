import type { Part } from '../../alignment.js';
import { type Node } from '../node.js';
import { type Editor, type Fragment, type Place, type Target, type Wish } from './editor.js';
/** The text of a part for a place that it is new in: its old text where it has one, re-indented; else the style of the file. */
export declare function compose(editor: Editor, part: Part, target: Target): Fragment;
/** The text of an old node for a new place. `start` is where the place that it stood in begins, for the comments before it. */
export declare function composeNode(editor: Editor, node: Node, place: Place | undefined, wish: Wish, target: Target): Fragment;
export declare function isOpenEnded(text: string, node: Node): boolean;
