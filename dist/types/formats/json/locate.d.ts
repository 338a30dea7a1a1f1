import { type Pointer } from '../../model/pointer.js';
import type { Location } from '../format.js';
/** Where those pointers stand in a text that the reader accepted: one more scan, which ends where the last one is found. */
export declare function locateJson(text: string, pointers: ReadonlySet<Pointer>): ReadonlyMap<Pointer, Location>;
