import { type Collection, type Entry } from '../node.js';
import type { Assignment } from './assign.js';
import { type Editor, type Slot } from './editor.js';
import type { Patch } from './patch.js';
/** Gives a block collection its new entries: what goes takes its own lines with it, what is new gets lines of its own, the rest stays. */
export declare function patchBlock(editor: Editor, slot: Slot, node: Collection, assignment: Assignment, out: Patch[]): void;
/** Renames a key in its place, and keeps track of an anchor or alias that stands there. */
export declare function patchKey(editor: Editor, { key }: Entry, name: string | undefined, isFlow: boolean, out: Patch[]): void;
