import { type Pointer } from './pointer.js';
import { type Value } from './value.js';
/**
 * A copy of `root` with `value` at `pointer`; all that lies beside the path is shared with `root`. A member that is new becomes the first or
 * the last of its object; objects that are missing on the way are made. Throws `RangeError` where the path leads through a scalar or to
 * an item that an array does not have.
 */
export declare function withValueAt(root: Value, pointer: Pointer, value: Value, newMember?: 'first' | 'last'): Value;
/** True where `withValueAt` can put a value at `pointer`: its path leads through no scalar, and to no item that an array does not have. */
export declare function hasPlaceAt(root: Value, pointer: Pointer): boolean;
/** A copy of `root` without the member or item at `pointer`; `root` itself where nothing stands there. The root cannot be taken away. */
export declare function withoutValueAt(root: Value, pointer: Pointer): Value;
