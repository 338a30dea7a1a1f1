import { type Pointer } from '../../model/pointer.js';
import type { Part } from '../alignment.js';
import { type Node, type Unit } from './nodes.js';
export type ContainerPart = Extract<Part, {
    readonly kind: 'object' | 'array';
}>;
/** A member or item of a new container: `slot` is the index of the old unit in whose place it stands, `undefined` for one that is put in. */
export interface Placed {
    readonly key: string | undefined;
    readonly token: string;
    readonly part: Part;
    readonly slot: number | undefined;
}
/** Which parts of a document's text serve where. */
export interface Slots {
    /** The old container whose text hosts a new one; `undefined` for one that is new as a whole. */
    hostOf(part: ContainerPart): Node | undefined;
    placedIn(part: ContainerPart): readonly Placed[];
    /** The old unit that a part comes from; `undefined` for the root and for what comes from nowhere. */
    sourceOf(part: Part): Unit | undefined;
    /** True where the unit still stands in its place, or inside of something that was kept as a whole. */
    isStanding(unit: Unit): boolean;
}
/** The pointers that an editor has to know the places of: those of hosts, and those around every part's origin. */
export declare function pointersOf(part: Part): readonly Pointer[];
/** Decides for every container of a new value which of its parts stand in the places of old ones. `root` is the old text's tree. */
export declare function assignSlots(root: Node, part: Part): Slots;
