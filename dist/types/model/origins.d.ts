import type { Pointer } from './pointer.js';
/**
 * Where the parts of a new value come from: pointer in the new value → pointer in the old one, `null` for what comes from
 * nowhere. Sparse: a part without an entry of its own has the origin of its nearest ancestor with one, followed by the same
 * tokens, where the old value has something there; the root without an entry comes from the root. So the empty map says
 * "everything is where it was", and a moved sub-tree is one entry.
 */
export type Origins = ReadonlyMap<Pointer, Pointer | null>;
