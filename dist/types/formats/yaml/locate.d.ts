import type { Pointer } from '../../model/pointer.js';
import type { Location } from '../format.js';
/** Where those pointers stand in a text that `parse` accepted; a merged member stands where it comes from. Unknown pointers are left out. */
export declare function locate(text: string, document: number, pointers: ReadonlySet<Pointer>): ReadonlyMap<Pointer, Location>;
