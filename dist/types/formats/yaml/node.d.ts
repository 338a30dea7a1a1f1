import type { Value } from '../../model/value.js';
import type { Rules } from './plain.js';
/** An anchor or a tag as it stands in the text. */
export interface Property {
    readonly text: string;
    readonly start: number;
    readonly end: number;
}
interface NodeBase {
    readonly anchor: Property | undefined;
    readonly tag: Property | undefined;
    /** Half-open offsets of the content, without anchor and tag. A block collection ends with the content of its last entry. */
    readonly start: number;
    readonly end: number;
    /** The column (from 0) of the innermost block collection around it; -1 at the root. */
    readonly parentIndent: number;
    readonly value: Value;
    /** True where an anchor or an alias stands in it. */
    readonly hasReferences: boolean;
    /** How many nodes it holds and how deep it nests when its aliases are written out. */
    readonly size: number;
    readonly depth: number;
}
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'empty';
export interface ScalarNode extends NodeBase {
    readonly kind: 'scalar';
    readonly style: ScalarStyle;
}
export interface AliasNode extends NodeBase {
    readonly kind: 'alias';
    readonly name: string;
    /** The node that it stands for; never an alias itself. */
    readonly target: ScalarNode | MapNode | SeqNode;
}
/** A member of a map or an item of a sequence, as it stands in the text. */
export interface Entry {
    /** Where it begins: its `?`, `-`, anchor, tag or key. */
    readonly start: number;
    /** The end of its content, without a comment behind it. */
    readonly end: number;
    /** The end of its indicator (`:` or `-`); that of the key where a key has no `:`; the start where it has no indicator (flow). */
    readonly slot: number;
    readonly value: Node;
    /** The member's key; `undefined` for items. */
    readonly key: KeyOf | undefined;
}
interface KeyOf {
    readonly name: string;
    readonly node: Node;
    readonly hasColon: boolean;
    readonly isExplicit: boolean;
    /** A plain `<<` whose value is merged into the map. */
    readonly isMerge: boolean;
}
interface CollectionBase extends NodeBase {
    readonly isFlow: boolean;
    /** The column of a block collection; meaningless for a flow collection. */
    readonly column: number;
    readonly entries: readonly Entry[];
    /** A pair without braces in a flow sequence: `[a: b]`. */
    readonly isBare: boolean;
}
export interface MapNode extends CollectionBase {
    readonly kind: 'map';
}
interface SeqNode extends CollectionBase {
    readonly kind: 'seq';
}
export type Collection = MapNode | SeqNode;
export type Node = ScalarNode | AliasNode | Collection;
/** One document of a YAML file, with the places of all its nodes. */
export interface Tree {
    readonly root: Node;
    /** Where the document's own text starts: behind its `---`, where it has one. */
    readonly slot: number;
    readonly hasMarker: boolean;
    /** Where the document's text ends, comments behind its root included. */
    readonly end: number;
    readonly rules: Rules;
}
/** The node that an alias stands for, any other node itself. */
export declare function resolved(node: Node): ScalarNode | Collection;
export declare function isCollection(node: Node): node is Collection;
export declare function isBlockScalar(node: Node): node is ScalarNode;
export declare function isBlockCollection(node: Node): node is Collection;
/** Where the node's anchor or tag, else its content begins. */
export declare function outerStart(node: Node): number;
/** The maps that a `<<` with this value merges, the strongest first; `undefined` where YAML does not allow it. */
export declare function mergeSources(value: Node): readonly MapNode[] | undefined;
export {};
