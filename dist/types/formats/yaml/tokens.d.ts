import type { CST, YAMLMap, YAMLSeq } from 'yaml';
import type { Property } from './node.js';
/** The tokens that stand before a node: indicators, space, comments, anchor, tag. */
export type Tokens = readonly CST.SourceToken[];
/** The anchor (without its `&`) and the tag among the tokens before a node. */
export declare function propertiesOf(before: Tokens): {
    readonly anchor: Property | undefined;
    readonly tag: Property | undefined;
};
/** The offset of the first token that belongs to an entry itself: its indicator, anchor or tag. */
export declare function significantStart(before: Tokens): number | undefined;
/** False for what the parser keeps as an item only to hold comments and blank lines. */
export declare function isReal({ start, key, sep, value }: CST.CollectionItem): boolean;
/** Where the first entry of a block collection begins. */
export declare function firstEntryStart(token: CST.Token, otherwise: number): number;
/** The token that a collection was composed from; `undefined` for a pair without braces in a flow sequence. */
export declare function tokenOf(parsed: YAMLMap | YAMLSeq): CST.Token | undefined;
