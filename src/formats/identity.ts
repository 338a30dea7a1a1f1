import { isArray, type Value, type ValueArray, type ValueObject } from '../model/value.ts';

/** Gives values numbers, such that two values have the same number exactly where `valuesEqual` says that they are equal. */
export interface Identities {
  /** Linear in the size of the value; a container asked for again is answered from memory. */
  idOf(value: Value): number;
}

/** A container by the numbers of its parts; `next` is another one of the same hash. */
interface Shape {
  readonly parts: readonly number[];
  readonly id: number;
  readonly next: Shape | undefined;
}

/** Stand first in a shape, so that no array is taken for an object. */
const OBJECT = -1;
const ARRAY = -2;

/** Hash-consing: exact, so that no collision can pass for equality. Recursive: for values within the depth limit. */
export function createIdentities(): Identities {
  const scalars = new Map<Value | 'negative zero', number>();
  const strings = new Map<string, number>();
  const shapes = new Map<number, Shape>();
  const known = new Map<ValueArray | ValueObject, number>();
  let next = 0;

  const numbered = <Key>(map: Map<Key, number>, key: Key): number => {
    const found = map.get(key);
    if (found !== undefined) return found;
    next += 1;
    map.set(key, next);
    return next;
  };

  const idOf = (value: Value): number => {
    if (typeof value === 'string') return numbered(strings, value);
    if (typeof value !== 'object' || value === null) return numbered(scalars, scalarKey(value));
    const found = known.get(value);
    if (found !== undefined) return found;
    const id = shaped(isArray(value) ? itemsOf(value) : membersOf(value));
    known.set(value, id);
    return id;
  };

  const itemsOf = (value: ValueArray): readonly number[] => {
    const parts = [ARRAY];
    for (const item of value) parts.push(idOf(item));
    return parts;
  };

  /** Keys and values by turns, in the order of the numbers of the keys. */
  const membersOf = (value: ValueObject): readonly number[] => {
    const parts = [OBJECT];
    let isSorted = true;
    for (const key of Object.keys(value)) {
      const id = numbered(strings, key);
      if (id < (parts.at(-2) ?? 0)) isSorted = false;
      parts.push(id, idOf(value[key] as Value));
    }
    return isSorted ? parts : sortedByKey(parts);
  };

  const shaped = (parts: readonly number[]): number => {
    const hash = hashOf(parts);
    const first = shapes.get(hash);
    for (let shape = first; shape !== undefined; shape = shape.next) if (areSame(shape.parts, parts)) return shape.id;
    next += 1;
    shapes.set(hash, { parts, id: next, next: first });
    return next;
  };

  return { idOf };
}

function sortedByKey(parts: readonly number[]): readonly number[] {
  const values = new Map<number, number>();
  for (let index = 1; index < parts.length; index += 2) values.set(parts[index] ?? 0, parts[index + 1] ?? 0);
  const sorted = [OBJECT];
  for (const key of [...values.keys()].sort((left, right) => left - right)) sorted.push(key, values.get(key) ?? 0);
  return sorted;
}

/** FNV-1a over the numbers. */
function hashOf(parts: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) hash = Math.imul(hash ^ part, 0x01000193) ^ (hash >>> 15);
  return hash;
}

function areSame(left: readonly number[], right: readonly number[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1) if (left[index] !== right[index]) return false;
  return true;
}

/** One key for every mathematical value; `-0`, which a `Map` takes for `0`, has its own. */
function scalarKey(value: null | boolean | number | bigint): Value | 'negative zero' {
  if (Object.is(value, -0)) return 'negative zero';
  if (typeof value === 'bigint') {
    const small = Number(value);
    return Number.isSafeInteger(small) ? small : value;
  }
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value) : value;
}
