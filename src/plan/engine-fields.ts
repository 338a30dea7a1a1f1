import { checksumOf } from '../formats/canonical.ts';
import { type Pointer, valueAt } from '../model/pointer.ts';
import { getMember, isArray, isObject, type Value } from '../model/value.ts';
import { parseVersion, versionStyle } from '../model/version.ts';
import { hasPlaceAt, withoutValueAt, withValueAt } from '../model/with-value.ts';
import type { KindFacts } from '../registry/kind.ts';
import { schemaKnows, subschemasAt, type VersionSchema } from '../registry/version-schema.ts';

// The fields that belong to the engine, not to the steps: version, checksum, serial, time of the last change.

/** The pointers whose values no step answers for. */
export function enginePointers(kind: KindFacts): readonly Pointer[] {
  return [
    ...(kind.version === false ? [] : kind.version),
    ...(typeof kind.checksum === 'string' && kind.checksum !== 'sidecar' ? [kind.checksum] : []),
  ];
}

/** Where a document of this schema carries its version: where it has one, else where the schema knows one, else the first of the kind's places. */
function versionPointer(value: Value, kind: KindFacts, schema: VersionSchema): Pointer | undefined {
  if (kind.version === false) return undefined;
  const [first] = kind.version;
  return (
    kind.version.find((pointer) => valueAt(value, pointer) !== undefined) ??
    kind.version.find((pointer) => schemaKnows(schema.schema, pointer)) ??
    first
  );
}

/** Where the engine would set version or checksum and the document has no room for it: the path leads through a scalar, or an array. */
export function missingPlace(value: Value, kind: KindFacts, schema: VersionSchema): Pointer | undefined {
  const places = [versionPointer(value, kind, schema), checksumPointer(kind, schema)];
  return places.find((pointer) => pointer !== undefined && !hasPlaceAt(value, pointer));
}

/** Where documents of this schema carry their checksum; `undefined` where they carry none. */
function checksumPointer({ checksum }: KindFacts, { schema }: VersionSchema): Pointer | undefined {
  if (checksum === false || checksum === 'sidecar') return undefined;
  return schemaKnows(schema, checksum) ? checksum : undefined;
}

/** The document with its version set, in the type that the schema asks for, in its place or as first member. */
export function withVersion(value: Value, kind: KindFacts, schema: VersionSchema): Value {
  const pointer = versionPointer(value, kind, schema);
  if (pointer === undefined) return value;
  const found = valueAt(value, pointer);
  if (found !== undefined && parseVersion(found) === schema.version && fitsType(found, schema, pointer)) return value;
  return withValueAt(value, pointer, spelledVersion(schema, pointer, found), 'first');
}

function spelledVersion(schema: VersionSchema, pointer: Pointer, found: Value | undefined): Value {
  const { version } = schema;
  const spellings: Value[] = versionStyle(version) === 'integer' ? [integerOf(version), version] : [version];
  if (typeof found === 'string') spellings.reverse();
  return spellings.find((spelling) => fitsType(spelling, schema, pointer)) ?? (spellings[0] as Value);
}

/** A version may be a date and a time, in digits: more than a double holds. */
function integerOf(version: string): Value {
  const number = Number(version);
  return Number.isSafeInteger(number) ? number : BigInt(version);
}

function fitsType(value: Value, schema: VersionSchema, pointer: Pointer): boolean {
  return subschemasAt(schema.schema, pointer).every((place) => {
    if (!isObject(place)) return true;
    const constant = getMember(place, 'const');
    if (constant !== undefined && constant !== value) return false;
    const choices = getMember(place, 'enum');
    if (choices !== undefined && isArray(choices) && !choices.includes(value)) return false;
    const type = getMember(place, 'type');
    if (type === undefined) return true;
    const types = isArray(type) ? type : [type];
    return typeof value === 'string' ? types.includes('string') : types.includes('integer') || types.includes('number');
  });
}

/** The document with its checksum set where its schema knows one and there is room for it, and without one where its schema knows none. */
export function withChecksum(value: Value, kind: KindFacts, schema: VersionSchema): Value {
  const pointer = kind.checksum;
  if (pointer === false || pointer === 'sidecar') return value;
  if (checksumPointer(kind, schema) === undefined) return withoutValueAt(value, pointer);
  return hasPlaceAt(value, pointer) ? withValueAt(value, pointer, checksumOf(value, pointer)) : value;
}

/**
 * The document as a change leaves it: serial one higher, time of the last change set, checksum renewed. Fields that are not there stay away, and a serial
 * that is no whole number stays as it is.
 */
export function sealed(value: Value, kind: KindFacts, schema: VersionSchema, now: Date): Value {
  let next = value;
  const serial = kind.serial === undefined ? undefined : valueAt(next, kind.serial);
  if (kind.serial !== undefined && isWhole(serial)) {
    next = withValueAt(next, kind.serial, successor(serial));
  }
  const touched = kind.touched === undefined ? undefined : valueAt(next, kind.touched);
  if (kind.touched !== undefined && touched !== undefined) {
    const time = spelledTime(touched, now);
    if (time !== undefined) next = withValueAt(next, kind.touched, time);
  }
  return withChecksum(next, kind, schema);
}

function isWhole(serial: Value | undefined): serial is number | bigint {
  return typeof serial === 'bigint' || Number.isInteger(serial);
}

function successor(serial: number | bigint): Value {
  const next = BigInt(serial) + 1n;
  return next <= BigInt(Number.MAX_SAFE_INTEGER) && next >= BigInt(Number.MIN_SAFE_INTEGER) ? Number(next) : next;
}

/** A time in the spelling of the one it replaces: RFC 3339 with or without milliseconds, or a number of (milli)seconds since the epoch. */
function spelledTime(old: Value, now: Date): Value | undefined {
  if (typeof old === 'string') {
    const iso = now.toISOString();
    return old === '' || /\.\d+/.test(old) ? iso : iso.replace(/\.\d+Z$/, 'Z');
  }
  if (typeof old !== 'number') return undefined;
  return old > 1e11 ? now.getTime() : Math.floor(now.getTime() / 1000);
}
