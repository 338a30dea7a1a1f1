import type { Collection } from '../node.js';
import type { Assignment } from './assign.js';
import { type Editor, type Slot } from './editor.js';
import type { Patch } from './patch.js';
/**
 * Gives a flow collection its new entries, one by one. Each old entry owns the comma behind it: what goes takes it along, what is new brings one. In
 * the end the last entry has a comma behind it where the last one had one before.
 */
export declare function patchFlow(editor: Editor, slot: Slot, node: Collection, assignment: Assignment, out: Patch[]): void;
