import type { Editor, Slot, Wish } from './editor.js';
import type { Patch } from './patch.js';
/** Makes a place say what is wished, with the smallest edits: nothing where it says so already. */
export declare function patchSlot(editor: Editor, slot: Slot, wish: Wish, out: Patch[]): void;
