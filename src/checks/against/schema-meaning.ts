import { type Pointer, pointerTo } from '../../model/pointer.ts';
import { isArray, isObject, setMember, type Value, type ValueObject, valuesEqual } from '../../model/value.ts';

/** What a schema says to people, and no validator asks. */
const ANNOTATIONS: ReadonlySet<string> = new Set(['title', 'description', '$comment', 'examples', 'deprecated']);
/** Their members are named by whoever wrote the schema: there `title` is a property like any other. */
const NAMED: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
  'dependentRequired',
  'dependencies',
]);
/** Data, not schemas. */
const DATA: ReadonlySet<string> = new Set(['const', 'default']);
/** Lists whose order says nothing. */
const SETS: ReadonlySet<string> = new Set(['required', 'type', 'enum']);

/**
 * The outermost place at which two schemas say something else to a validator, in the second of them; `undefined` where they mean the same. Comments,
 * layout, the order of keys, titles and descriptions mean nothing.
 */
export function differenceInMeaning(before: Value, found: Value): Pointer | undefined {
  return firstDifference(meaningOf(before), meaningOf(found), '');
}

/** A schema without what is said to people alone. Recursive: for values that passed the depth limit of a format. */
function meaningOf(schema: Value): Value {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (isArray(schema)) return schema.map(meaningOf);
  return mapped(schema, (key, value) => {
    if (ANNOTATIONS.has(key)) return undefined;
    if (DATA.has(key)) return value;
    if (SETS.has(key) && isArray(value)) return sorted(value);
    return NAMED.has(key) && isObject(value) ? mapped(value, (_, member) => meaningOf(member)) : meaningOf(value);
  });
}

function mapped(object: ValueObject, change: (key: string, value: Value) => Value | undefined): ValueObject {
  const made: Record<string, Value> = {};
  for (const [key, value] of Object.entries(object)) {
    const changed = change(key, value);
    if (changed !== undefined) setMember(made, key, changed);
  }
  return made;
}

function sorted(values: readonly Value[]): readonly Value[] {
  const keyed = values.map((value) => [JSON.stringify(value, exactly), value] as const);
  return keyed.toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)).map(([, value]) => value);
}

function exactly(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

function firstDifference(before: Value, found: Value, pointer: Pointer): Pointer | undefined {
  if (!isObject(before) || !isObject(found)) return valuesEqual(before, found) ? undefined : pointer;
  for (const [key, value] of Object.entries(found)) {
    const earlier = Object.hasOwn(before, key) ? before[key] : undefined;
    const at = pointerTo(pointer, key);
    const difference = earlier === undefined ? at : firstDifference(earlier, value, at);
    if (difference !== undefined) return difference;
  }
  return Object.keys(before).every((key) => Object.hasOwn(found, key)) ? undefined : pointer;
}
