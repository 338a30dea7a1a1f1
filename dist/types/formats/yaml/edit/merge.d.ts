import { type Pointer } from '../../../model/pointer.js';
import { type Value } from '../../../model/value.js';
import { type Collection } from '../node.js';
import type { Assignment } from './assign.js';
import type { Editor } from './editor.js';
/**
 * Decides, for a map with `<<`, what it inherits once the new text stands: the aliases stay and follow their changed targets where the new value allows it,
 * else they give way to what they said. Members that are inherited as wanted need no entry. Throws `MIGRATION_FAILED` where the new value
 * lacks a member that the map inherits.
 */
export declare function settleMerges(editor: Editor, node: Collection, assignment: Assignment, wanted: Value, pointer: Pointer): Assignment;
