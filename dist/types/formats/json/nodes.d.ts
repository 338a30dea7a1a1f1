import { type Pointer } from '../../model/pointer.js';
/** A value's place in the text; half-open offsets. */
export interface Node {
    readonly kind: 'object' | 'array' | 'scalar';
    readonly start: number;
    readonly end: number;
    /** Its members or items in the order of the text; `undefined` where they were not asked for. */
    readonly units: readonly Unit[] | undefined;
}
/** A member or item of a container. */
export interface Unit {
    /** Of a member: its key as text; of an item `undefined`. */
    readonly key: {
        readonly name: string;
        readonly start: number;
        readonly end: number;
    } | undefined;
    readonly value: Node;
    /** Where its key, or its value where there is none, starts. */
    readonly start: number;
    /** The offset of the comma behind it; `undefined` where there is none. */
    readonly comma: number | undefined;
}
/**
 * The places of a document's parts, in one scan of a text that the reader accepted: the root, and the units of those containers that
 * `pointers` name and of the containers around them. Costs no memory for the rest.
 */
export declare function scanNodes(text: string, pointers: Iterable<Pointer>): Node;
/**
 * Finds the unit that a pointer names below a root whose containers on the way were asked for; `undefined` for the root itself. Throws `RangeError`
 * where nothing stands there. Quick for pointers into one container after the other.
 */
export declare function createUnitFinder(root: Node): (pointer: Pointer) => Unit | undefined;
