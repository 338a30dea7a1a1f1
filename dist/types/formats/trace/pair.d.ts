import { type Evidence, type Leftovers } from './leftovers.js';
import { type NewNode, type OldNode } from './tree.js';
/**
 * Says that a changed container is the old one, and looks for the origins of its parts: the same key first (items of arrays are aligned),
 * then equal parts among its own, then equal parts anywhere inside. Returns what found no match here, for the container around.
 */
export declare function pair(node: NewNode, origin: OldNode, evidence: Evidence): Leftovers;
