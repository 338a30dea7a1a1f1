import { type Pointer } from '../../model/pointer.js';
import type { ValueArray } from '../../model/value.js';
/** Where a run of items is put in the merged array, and where the run that gives way to it stands in ours. */
interface ItemsPlace {
    readonly merged: Pointer;
    readonly index: number;
    readonly ours: Pointer;
    readonly start: number;
}
/** Says of each item that is put in, and of its parts, which part of those that give way it is. Adds to `origins`. */
export declare function originsOfItems(gone: ValueArray, taken: ValueArray, place: ItemsPlace, origins: Map<Pointer, Pointer | null>): void;
export {};
