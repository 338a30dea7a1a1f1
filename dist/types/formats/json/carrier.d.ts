import type { Part } from '../alignment.js';
import type { Node } from './nodes.js';
import type { Slots } from './slots.js';
import { type Extent } from './trivia.js';
/** The comments that a moved part brings along, and the indentation that they stood under. */
interface Comments {
    readonly lead: string;
    readonly tail: string;
    readonly indent: string;
}
/** Knows which comments belong to which unit, and hands those of a unit that leaves its place to the first part that comes from it. */
export interface Carrier {
    extentsIn(container: Node): readonly Extent[];
    /** True where `take` would give some. */
    hasSome(part: Part): boolean;
    /** Empty for a part that comes from nowhere, or whose old unit still stands; each comment is given once. */
    take(part: Part): Comments;
}
export declare function createCarrier(text: string, root: Node, slots: Slots, lineBreak: string, indentationAt: (offset: number) => string): Carrier;
export {};
