import type { Pointer } from '../../model/pointer.ts';
import type { ParsedFile } from '../../model/state-file.ts';
import { type Value, valuesEqual } from '../../model/value.ts';
import { hasPlaceAt, withoutValueAt, withValueAt } from '../../model/with-value.ts';
import { enginePointers, sealed } from '../../plan/engine-fields.ts';
import type { Kind } from '../../registry/kind.ts';
import { schemaKnows, type VersionSchema } from '../../registry/version-schema.ts';

/** The three at one version. */
interface ThreeStates {
  readonly base: ParsedFile | undefined;
  readonly ours: ParsedFile;
  readonly theirs: ParsedFile;
}

/**
 * What makes a merged document a state of its own: serial, time of the last change and checksum; and, where the kind names a place for it and both writers
 * had changed the document, the record that they met and were merged.
 */
export function mergedBy(
  states: ThreeStates,
  kind: Kind,
  schema: VersionSchema,
  now: Date,
): (value: Value, document?: number) => Value {
  return (value, document = 0) => {
    const pointer = haveMet(states, document, kind) ? kind.conflicts : undefined;
    return sealed(pointer === undefined ? value : recorded(value, pointer, schema, now), kind, schema, now);
  };
}

/** A record that the schema has no room for is left out. */
function recorded(value: Value, pointer: Pointer, schema: VersionSchema, now: Date): Value {
  if (!schemaKnows(schema.schema, pointer) || !hasPlaceAt(value, pointer)) return value;
  const record = withValueAt(value, pointer, { detected: now.toISOString(), resolution: 'merge' });
  const isRefused = schema.validator
    .validate(record)
    .some((problem) => problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`));
  return isRefused ? value : record;
}

/** True where both sides changed something that is not the engine's own. */
function haveMet({ base, ours, theirs }: ThreeStates, document: number, kind: Kind): boolean {
  const own = [kind.serial, kind.touched, kind.conflicts, kind.recovery].filter((each) => each !== undefined);
  const bare = (file: ParsedFile | undefined): Value | undefined => {
    const value = file?.documents[document];
    if (value === undefined) return undefined;
    return [...enginePointers(kind), ...own].reduce<Value>((rest, pointer) => withoutValueAt(rest, pointer), value);
  };
  const [before, mine, other] = [bare(base), bare(ours), bare(theirs)];
  const differ = (left: Value | undefined, right: Value | undefined): boolean =>
    left === undefined || right === undefined ? left !== right : !valuesEqual(left, right);
  return differ(before, mine) && differ(before, other) && differ(mine, other);
}
