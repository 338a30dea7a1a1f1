import type { Origins } from '../model/origins.js';
import { type Pointer } from '../model/pointer.js';
import { type Value } from '../model/value.js';
/**
 * The leaves of `before` (scalars, empty objects and arrays) that a step neither kept, moved, converted nor declared as dropped, in the order of
 * the document. A leaf is converted where its place holds another value; a leaf whose value appears in a new place counts as moved there, once for
 * each such place. `declared` and `ignored` are pointers into `before`; a `*` token stands for any one token.
 */
export declare function undeclaredLosses(before: Value, after: Value, origins: Origins, declared: readonly Pointer[], ignored: readonly Pointer[]): readonly Pointer[];
