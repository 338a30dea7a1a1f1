import type { Pointer } from '../../model/pointer.js';
import { type Difference } from '../../model/recovery.js';
type Sort = 'added' | 'changed' | 'gone';
/** Takes the parts of a difference one by one: all are counted, the first are kept. */
export interface Tally {
    see(sort: Sort, pointer: Pointer): void;
    difference(): Difference;
}
export declare function createTally(): Tally;
export {};
