import type { Pointer } from '../model/pointer.ts';
import { valueAt } from '../model/pointer.ts';
import { getMember, isArray, isObject, setMember, type Value } from '../model/value.ts';
import type { Kind } from '../registry/kind.ts';
import type { VersionSchema } from '../registry/version-schema.ts';
import { withChecksum, withVersion } from './engine-fields.ts';

/** Deeper than this no program writes its defaults down. */
const MAX_DEPTH = 64;

/**
 * The state that a schema says a program starts with: the `default` of its root, else its members' `default`s and constants, objects without one being made of
 * their own members'; version and checksum set. `undefined` where it says nothing. Whether it is a valid state is for the caller to judge.
 */
export function defaultsOf(schema: VersionSchema, kind: Kind): Value | undefined {
  const value = defaultOf(schema.schema, schema.schema, 0);
  if (value === undefined || !isObject(value)) return value;
  return withChecksum(withVersion(value, kind, schema), kind, schema);
}

function defaultOf(given: Value, root: Value, depth: number): Value | undefined {
  const schema = followed(given, root);
  if (!isObject(schema) || depth > MAX_DEPTH) return undefined;
  const said = getMember(schema, 'default');
  if (said !== undefined) return said;
  const constant = getMember(schema, 'const');
  if (constant !== undefined) return constant;
  const properties = getMember(schema, 'properties');
  if (!isObject(properties)) return undefined;
  const members: Record<string, Value> = {};
  const required = getMember(schema, 'required');
  const asked = required !== undefined && isArray(required) ? required : [];
  for (const [key, property] of Object.entries(properties)) {
    const member = defaultOf(property, root, depth + 1);
    const target = followed(property, root);
    const isSaid = isObject(target) && getMember(target, 'default') !== undefined;
    // A member that may be away stays away, unless the schema says what it starts with.
    if (member !== undefined && (isSaid || asked.includes(key))) setMember(members, key, member);
  }
  return Object.keys(members).length === 0 ? undefined : members;
}

/** What a local reference leads to; the schema itself where it is none. */
function followed(schema: Value, root: Value): Value {
  let at = schema;
  for (let count = 0; count < MAX_DEPTH && isObject(at); count += 1) {
    const reference = getMember(at, '$ref');
    if (typeof reference !== 'string' || getMember(at, 'default') !== undefined) return at;
    const target = reference.startsWith('#/') ? valueAt(root, pointerOf(reference)) : undefined;
    if (target === undefined) return at;
    at = target;
  }
  return at;
}

function pointerOf(reference: string): Pointer {
  try {
    return decodeURIComponent(reference.slice(1));
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return reference.slice(1);
  }
}
