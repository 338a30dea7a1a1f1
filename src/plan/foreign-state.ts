import { pointerTo, tokensOf, valueAt } from '../model/pointer.ts';
import { isObject, setMember, type Value } from '../model/value.ts';
import { hasPlaceAt, withValueAt } from '../model/with-value.ts';
import type { ForeignBackups } from '../registry/kind.ts';

/**
 * The state that stands in a backup of another program, as its state file would hold it; `undefined` where the backup holds none. `name` is that of the
 * state file without its extension, `at` when the backup was taken. What the envelope asks for and nobody knows is left out: the schema says so then.
 */
export function stateFrom(value: Value, holds: ForeignBackups, name: string, at: Date | undefined): Value | undefined {
  const held = valueAt(value, named(holds.at, name));
  if (held === undefined || holds.into === '' || isEnvelope(held, holds)) return held;
  const inside = withValueAt({}, holds.into, held);
  const around: Record<string, Value> = {};
  for (const { member, value: source } of holds.envelope) {
    const known = source === 'time' ? at?.getTime() : valueAt(inside, source);
    if (known !== undefined) setMember(around, member, known);
  }
  return hasPlaceAt(around, holds.into) ? withValueAt(around, holds.into, held) : undefined;
}

/** The name of a state file without its extension: what `{name}` stands for. */
export function nameInBackups(fileName: string): string {
  const dot = fileName.lastIndexOf('.');
  return dot > 0 ? fileName.slice(0, dot) : fileName;
}

/** A pointer with the name in place of each `{name}`, as part of a token. */
function named(pointer: string, name: string): string {
  return tokensOf(pointer).reduce(
    (parent, token) =>
      pointerTo(
        parent,
        token.replaceAll('{name}', () => name),
      ),
    '',
  );
}

/** Some backups hold the whole file where others hold what is in its envelope. */
function isEnvelope(held: Value, { envelope, into }: ForeignBackups): boolean {
  if (envelope.length === 0 || !isObject(held)) return false;
  return envelope.every(({ member }) => Object.hasOwn(held, member)) && valueAt(held, into) !== undefined;
}
