import type { Finding, Position } from '../../model/finding.js';
import { type Tree } from './node.js';
import type { ScannedDocument } from './scan.js';
/** The tree of one document, and what is wrong with what it says, in the order of the text. */
export interface Built {
    readonly tree: Tree;
    readonly faults: readonly Finding[];
}
/**
 * Builds the tree of a document that the library accepted: anchors and aliases resolved, `<<` merged, keys compared. Recursive: only
 * for documents within the depth limit. Never writes out an alias beyond the limits, nor nests deeper than they allow.
 */
export declare function build(text: string, { document, token }: ScannedDocument, positionOf: (offset: number) => Position): Built;
