import type { Identities } from '../identity.js';
import { type NewNode, type OldNode } from './tree.js';
/**
 * Settles each container that is the only one of its content on both sides, in its place or moved (wrapped, unwrapped, renamed by a
 * step that copied it), unless what stands in its place looks like its old self, changed. One with less than two parts proves nothing.
 */
export declare function settleWholes(root: NewNode, oldRoot: OldNode, identities: Identities): void;
