import { isArray, type Value, type ValueArray, type ValueObject } from '../model/value.ts';

/** Gives values numbers, such that two values have the same number exactly where `valuesEqual` says that they are equal. */
export interface Identities {
  /** Linear in the size of the value; a container asked for again is answered from memory. */
  idOf(value: Value): number;
}

/** Hash-consing: exact, so that no collision can pass for equality. Recursive: for values within the depth limit. */
export function createIdentities(): Identities {
  const scalars = new Map<Value | 'negative zero', number>();
  const strings = new Map<string, number>();
  const shapes = new Map<string, number>();
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
    const id = numbered(shapes, isArray(value) ? `[${value.map(idOf).join()}` : shapeOf(value));
    known.set(value, id);
    return id;
  };

  const shapeOf = (value: ValueObject): string => {
    const members = Object.keys(value).map((key) => `${numbered(strings, key)}:${idOf(value[key] as Value)}`);
    return `{${members.sort().join()}`;
  };

  return { idOf };
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
