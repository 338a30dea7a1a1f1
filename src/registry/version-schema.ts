import { type Pointer, tokensOf, valueAt } from '../model/pointer.ts';
import { getMember, isArray, isObject, type Value } from '../model/value.ts';
import type { Validator } from './validator.ts';

/** The schema of one version of a kind, compiled. */
export interface VersionSchema {
  readonly version: string;
  /** The schema file, as users know it. */
  readonly path: string;
  readonly schema: Value;
  readonly validator: Validator;
}

/** Gives the schema of a version, compiled once. Throws `StatefixError` `REGISTRY_INVALID` for one that is no valid schema. */
export type SchemaLookup = (version: string) => Promise<VersionSchema>;

/**
 * The sub-schemas that a schema asks of the value at a pointer, as far as `properties`, `items`, local `$ref`s, `allOf`, `anyOf` and `oneOf` tell.
 * Empty where the schema does not know that place. It is no validator: conditions are not judged.
 */
export function subschemasAt(schema: Value, pointer: Pointer): readonly Value[] {
  let places = expand(schema, schema, new Set());
  for (const token of tokensOf(pointer)) {
    const next = places.flatMap((place) => below(place, token));
    const seen = new Set<Value>();
    places = next.flatMap((place) => expand(place, schema, seen));
  }
  return places;
}

/** True where the schema names what stands at that pointer. */
export function schemaKnows(schema: Value, pointer: Pointer): boolean {
  return subschemasAt(schema, pointer).length > 0;
}

function below(place: Value, token: string): readonly Value[] {
  if (!isObject(place)) return [];
  const properties = getMember(place, 'properties');
  const property = isObject(properties) ? getMember(properties, token) : undefined;
  if (property !== undefined) return [property];
  const items = getMember(place, 'items');
  return /^\d+$/.test(token) && items !== undefined && !isArray(items) ? [items] : [];
}

/** A schema and all that it refers to or combines, each once. */
function expand(place: Value, root: Value, seen: Set<Value>): readonly Value[] {
  if (!isObject(place) || seen.has(place)) return [];
  seen.add(place);
  const parts: Value[] = [];
  const reference = getMember(place, '$ref');
  if (typeof reference === 'string' && reference.startsWith('#')) {
    const target = localTarget(root, reference.slice(1));
    if (target !== undefined) parts.push(target);
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const branches = getMember(place, keyword);
    if (branches !== undefined && isArray(branches)) parts.push(...branches);
  }
  return [place, ...parts.flatMap((part) => expand(part, root, seen))];
}

function localTarget(root: Value, fragment: string): Value | undefined {
  if (fragment !== '' && !fragment.startsWith('/')) return undefined;
  try {
    return valueAt(root, decodeURIComponent(fragment));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
