import type { Pointer } from '../../model/pointer.ts';
import { type Difference, LONGEST_POINTER, MOST_POINTERS } from '../../model/recovery.ts';

type Sort = 'added' | 'changed' | 'gone';

/** Takes the parts of a difference one by one: all are counted, the first are kept. */
export interface Tally {
  see(sort: Sort, pointer: Pointer): void;
  difference(): Difference;
}

export function createTally(): Tally {
  const listed: Record<Sort, Pointer[]> = { added: [], changed: [], gone: [] };
  const counts: Record<Sort, number> = { added: 0, changed: 0, gone: 0 };
  return {
    see(sort, pointer) {
      counts[sort] += 1;
      if (listed[sort].length < MOST_POINTERS && pointer.length <= LONGEST_POINTER) listed[sort].push(pointer);
    },
    difference: () => ({ ...listed, counts }),
  };
}
