import type { Part } from '../../alignment.js';
import type { Found } from '../find.js';
import type { Collection, Entry } from '../node.js';
/** A part that gets an entry of its own. */
export interface Insert {
    /** `undefined` for items. */
    readonly key: string | undefined;
    readonly part: Part;
    readonly index: number;
}
/** What becomes of the entries of a collection: who stays with what part, and what comes before the first and behind each of them. */
export interface Assignment {
    /** `same`: as it is, key and value. */
    readonly survivors: ReadonlyMap<Entry, Insert | 'same'>;
    readonly lead: readonly Insert[];
    readonly behind: ReadonlyMap<Entry, readonly Insert[]>;
}
type ObjectPart = Extract<Part, {
    kind: 'object';
}>;
type ArrayPart = Extract<Part, {
    kind: 'array';
}>;
export type ContainerPart = ObjectPart | ArrayPart;
type Find = (pointer: string) => Found | undefined;
/** Gives the parts of a new container the entries of the collection that hosts it: those of the same key, then those renamed; items by their order. */
export declare function assign(node: Collection, part: ContainerPart, find: Find): Assignment;
export {};
