import type { Pointer } from '../../model/pointer.ts';
import type { Value } from '../../model/value.ts';

/** What can still be read of a broken text. */
export interface Remains {
  /** Leaves (scalars, empty containers) by pointer, in the order of the text. */
  readonly leaves: ReadonlyMap<Pointer, Value>;
  /** True where nothing of the text was left unread. */
  readonly isWhole: boolean;
}
