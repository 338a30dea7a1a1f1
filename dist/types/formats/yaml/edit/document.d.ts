import type { Part } from '../../alignment.js';
import { type Tree } from '../node.js';
import type { Editor } from './editor.js';
import type { Patch } from './patch.js';
/** Collects the edits that make one document say `part`. Throws `MIGRATION_FAILED` where an inherited member would have to go. */
export declare function editTree(text: string, tree: Tree, part: Part, note: Editor['note'], patches: Patch[]): void;
