import { checksumOf } from '../../formats/canonical.ts';
import { type Pointer, valueAt } from '../../model/pointer.ts';
import { type Value, valuesEqual } from '../../model/value.ts';
import { withoutValueAt } from '../../model/with-value.ts';
import type { KindFacts } from '../../registry/kind.ts';
import { enginePointers } from '../engine-fields.ts';

/** The fields in which two writers cannot collide: what statefix alone writes, and what only ever grows. */
export function ownFields(kind: KindFacts): {
  readonly engine: readonly Pointer[];
  readonly later: readonly Pointer[];
} {
  return {
    engine: [...enginePointers(kind), ...said([kind.recovery, kind.conflicts])],
    later: said([kind.serial, kind.touched]),
  };
}

function said(pointers: readonly (Pointer | undefined)[]): readonly Pointer[] {
  return pointers.filter((pointer) => pointer !== undefined);
}

/** True where two states differ in such fields at most. */
export function areAlikeButForOwn(left: Value, right: Value, kind: KindFacts): boolean {
  const { engine, later } = ownFields(kind);
  const bare = (value: Value) => [...engine, ...later].reduce(withoutValueAt, value);
  return valuesEqual(left, right) || valuesEqual(bare(left), bare(right));
}

/** True where a state carries the checksum that is its own, or none. */
export function isSealed(value: Value, { checksum }: KindFacts): boolean {
  if (checksum === false || checksum === 'sidecar') return true;
  const recorded = valueAt(value, checksum);
  return recorded === undefined || recorded === checksumOf(value, checksum);
}
