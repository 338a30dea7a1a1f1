import type { Origins } from '../model/origins.ts';
import { type Pointer, pointerTo, valueAt } from '../model/pointer.ts';
import { getMember, isArray, type Value, valuesEqual } from '../model/value.ts';

/**
 * A new value, each part of it tied to the part of the old value whose text it takes: what the editors of all formats read.
 *
 * - `kept`: deep-equal to the old value at `origin`, so its text serves as it is, in place or moved.
 * - `scalar`: a new scalar; `origin` names the old part whose place it takes, for quotes, style and comments.
 * - `object`, `array`: a container some parts of which changed; `origin` names the old container (of the same type) whose text hosts it, `undefined`
 *   for one that is new as a whole (its parts may still have origins).
 *
 * A member is in its place when its origin is the member of that key of the host; it is renamed in its place when its origin is
 * a member of the host whose key the new value no longer has; otherwise it is moved (it has an origin) or new (it has none).
 */
export type Part =
  | { readonly kind: 'kept'; readonly value: Value; readonly origin: Pointer }
  | { readonly kind: 'scalar'; readonly value: Value; readonly origin: Pointer | undefined }
  | {
      readonly kind: 'object';
      readonly value: Value;
      readonly origin: Pointer | undefined;
      readonly members: readonly { readonly key: string; readonly part: Part }[];
    }
  | {
      readonly kind: 'array';
      readonly value: Value;
      readonly origin: Pointer | undefined;
      readonly items: readonly Part[];
    };

/** Ties a new value to the old one part by part, as its origins say. Members keep the order of `after`. For values within the depth limit. */
export function align(before: Value, after: Value, origins: Origins): Part {
  const partOf = (value: Value, pointer: Pointer, inherited: Source | undefined): Part => {
    const entry = origins.get(pointer);
    const source = entry === undefined ? inherited : entry === null ? undefined : sourceAt(before, entry);
    if (source !== undefined && valuesEqual(value, source.value)) {
      return { kind: 'kept', value, origin: source.pointer };
    }
    if (typeof value !== 'object' || value === null) return { kind: 'scalar', value, origin: source?.pointer };
    const host = source !== undefined && isHost(source.value, value) ? source.pointer : undefined;
    if (isArray(value)) {
      const items = value.map((item, index) => partOf(item, pointerTo(pointer, index), below(source, index)));
      return { kind: 'array', value, origin: host, items };
    }
    const members = Object.entries(value).map(([key, member]) => ({
      key,
      part: partOf(member, pointerTo(pointer, key), below(source, key)),
    }));
    return { kind: 'object', value, origin: host, members };
  };
  return partOf(after, '', { pointer: '', value: before });
}

/** A part of the old value and where it stands. */
interface Source {
  readonly pointer: Pointer;
  readonly value: Value;
}

function sourceAt(before: Value, pointer: Pointer): Source | undefined {
  const value = valueAt(before, pointer);
  return value === undefined ? undefined : { pointer, value };
}

function below(source: Source | undefined, token: string | number): Source | undefined {
  if (source === undefined || typeof source.value !== 'object' || source.value === null) return undefined;
  const value = isArray(source.value) ? source.value[Number(token)] : getMember(source.value, String(token));
  return value === undefined ? undefined : { pointer: pointerTo(source.pointer, token), value };
}

function isHost(old: Value, value: Value): boolean {
  return typeof old === 'object' && old !== null && isArray(old) === isArray(value);
}
