import type { Origins } from '../model/origins.js';
import { type Pointer } from '../model/pointer.js';
export { traceOrigins } from './trace/trace.js';
/**
 * The pointer of the old part that a part of the new value is; `undefined` for one that comes from nowhere. Whether the old value
 * has something at an inherited pointer, only the caller can say, who has it.
 */
export declare function originOf(origins: Origins, pointer: Pointer): Pointer | undefined;
/** The origins over two steps: `first` leads from the oldest value to the one between, `second` from that one to the newest. */
export declare function composeOrigins(first: Origins, second: Origins): Origins;
