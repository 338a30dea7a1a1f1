import { type Node } from '../node.js';
import type { Editor, Fragment, Slot, Wish } from './editor.js';
import type { Patch } from './patch.js';
/** Makes a place say what is wished, with the smallest edits: nothing where it says so already. */
export declare function patchSlot(editor: Editor, slot: Slot, wish: Wish, out: Patch[]): void;
/** Notes the node's anchor as written, or takes it out of a text that is written a second time. */
export declare function writeAnchor({ anchors, text }: Editor, node: Node, wish: Wish, out: Patch[]): void;
/** Puts a new text in the place of an old one. */
export declare function replace(editor: Editor, slot: Slot, fragment: Fragment, out: Patch[]): void;
