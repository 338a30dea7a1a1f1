import type { Finding } from '../../../model/finding.js';
import { type Pointer } from '../../../model/pointer.js';
import type { Part } from '../../alignment.js';
import type { Found } from '../find.js';
import type { AliasNode, Collection, Entry, Node, Tree } from '../node.js';
import type { Style } from '../style.js';
import type { Anchors } from './anchors.js';
import type { Insert } from './assign.js';
import type { Adrift } from './comments.js';
import type { Home } from './homes.js';
import type { Patch } from './patch.js';
/** What a place of the text is to say: a part of the new value, or what it says already. */
export type Wish = Part | 'same';
/** A place that holds a value: behind a `:`, a `-`, a `,`, or the document itself. */
export interface Slot {
    readonly node: Node;
    readonly entry: Entry | undefined;
    /** Behind the indicator, before anchor and tag. */
    readonly start: number;
    /** The column of the innermost block collection around it; -1 at the root. */
    readonly parentIndent: number;
    readonly kind: 'root' | 'member' | 'item';
    readonly isFlow: boolean;
    /** In the new value. */
    readonly pointer: Pointer;
}
/** Where a new text is to go. */
export type Target = Pick<Slot, 'kind' | 'isFlow' | 'parentIndent' | 'pointer'>;
/** The text of a value for a target: the lines behind the first with all their indentation, no line break at the end. */
export interface Fragment {
    readonly text: string;
    /** Anchor and tag. */
    readonly properties: string;
    /** `collection` cannot stand on the line of its key; `scalar` ends its header line. */
    readonly block: 'collection' | 'scalar' | undefined;
    /** The column of a block collection. */
    readonly column: number;
    /** Comments that stood between indicator and value. */
    readonly head: Head;
    /** The comment behind the value, with the space before it. */
    readonly tail: string;
    /** True where blank lines behind it would become part of its last scalar. */
    readonly isOpenEnded: boolean;
}
export interface Head {
    /** On the line of the indicator, with the space before it. */
    readonly inline: string;
    /** On lines of their own, without indentation. */
    readonly lines: readonly string[];
}
/** The bounds of the text that held a value, from behind its indicator. */
export interface Place {
    readonly start: number;
    readonly end: number;
}
export declare const NO_HEAD: Head;
/** Everything that the parts of the editor of one document share. */
export interface Editor {
    readonly text: string;
    readonly tree: Tree;
    readonly style: Style;
    readonly anchors: Anchors;
    readonly find: (pointer: Pointer) => Found | undefined;
    /** Aliases below `<<` that stay although they say something else now: the map around them overrides it. */
    readonly kept: Set<AliasNode>;
    /** Aliases that must give way to a copy of what they said. */
    readonly copied: Set<AliasNode>;
    /** Entries that keep their place somewhere, and so their comments. */
    readonly settled: Set<Entry>;
    readonly adrift: Adrift;
    readonly homeOf: (entry: Entry) => Home | undefined;
    readonly note: (pointer: Pointer, reason: string) => void;
    readonly patchSlot: (slot: Slot, wish: Wish, out: Patch[]) => void;
    readonly patchCollection: (slot: Slot, node: Collection, wish: Wish, out: Patch[]) => void;
    readonly compose: (part: Part, target: Target) => Fragment;
    readonly composeNode: (node: Node, place: Place | undefined, wish: Wish, target: Target) => Fragment;
}
/** The place of an entry's value. */
export declare function slotOf(parent: Collection, entry: Entry, pointer: Pointer): Slot;
export declare function pointerOf(parent: Pointer, { key, index }: Pick<Insert, 'key' | 'index'>): Pointer;
export type Note = Extract<Finding, {
    code: 'SPELLING_CHANGED';
}>;
