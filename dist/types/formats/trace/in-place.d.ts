import { type Value } from '../../model/value.js';
import { type Container } from './container.js';
/** How many items of a changed array equal the old ones, from its start and from its end; 0 for an object. */
export interface CommonEnds {
    readonly start: number;
    readonly end: number;
}
export declare const NOWHERE: CommonEnds;
/**
 * The containers of a new value that are not deep-equal to the old one in their place, as far as places can be compared: members by their keys, items of
 * an array from both ends up to the first difference. One pass over what the two do not share.
 */
export declare function changesInPlace(after: Value, before: Value): ReadonlyMap<Container, CommonEnds>;
/** The containers of a new value that are not, by identity, the old ones in their places: they may be old ones from elsewhere. */
export declare function containersOutOfPlace(after: Value, before: Value): ReadonlySet<Container>;
