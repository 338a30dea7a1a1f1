import { type Pointer, tokensOf } from './pointer.ts';
import { getMember, isArray, isObject, setMember, type Value, type ValueArray } from './value.ts';

/**
 * A copy of `root` with `value` at `pointer`; all that lies beside the path is shared with `root`. A member that is new becomes the first or
 * the last of its object; objects that are missing on the way are made. Throws `RangeError` where the path leads through a scalar or to
 * an item that an array does not have.
 */
export function withValueAt(root: Value, pointer: Pointer, value: Value, newMember: 'first' | 'last' = 'last'): Value {
  return place(root, tokensOf(pointer), value, newMember);
}

function place(target: Value | undefined, tokens: readonly string[], value: Value, newMember: 'first' | 'last'): Value {
  const [token, ...rest] = tokens;
  if (token === undefined) return value;
  if (target === undefined) {
    const made: Record<string, Value> = {};
    setMember(made, token, place(undefined, rest, value, newMember));
    return made;
  }
  if (isObject(target)) {
    const existed = Object.hasOwn(target, token);
    const inner = place(existed ? target[token] : undefined, rest, value, newMember);
    const copy: Record<string, Value> = {};
    if (!existed && newMember === 'first') setMember(copy, token, inner);
    for (const key of Object.keys(target)) setMember(copy, key, key === token ? inner : (target[key] as Value));
    if (!existed && newMember === 'last') setMember(copy, token, inner);
    return copy;
  }
  const index = isArray(target) ? indexIn(target, token) : undefined;
  if (isArray(target) && index !== undefined) {
    return target.with(index, place(target[index], rest, value, newMember));
  }
  throw new RangeError(`there is no place for ${JSON.stringify(token)} in ${target === null ? 'null' : typeof target}`);
}

/** True where `withValueAt` can put a value at `pointer`: its path leads through no scalar, and to no item that an array does not have. */
export function hasPlaceAt(root: Value, pointer: Pointer): boolean {
  let at: Value | undefined = root;
  for (const token of tokensOf(pointer)) {
    if (at === undefined) return true;
    if (isObject(at)) at = getMember(at, token);
    else {
      const index = isArray(at) ? indexIn(at, token) : undefined;
      if (!isArray(at) || index === undefined) return false;
      at = at[index];
    }
  }
  return true;
}

/** A copy of `root` without the member or item at `pointer`; `root` itself where nothing stands there. The root cannot be taken away. */
export function withoutValueAt(root: Value, pointer: Pointer): Value {
  return remove(root, tokensOf(pointer));
}

function remove(target: Value, tokens: readonly string[]): Value {
  const [token, ...rest] = tokens;
  if (token === undefined || typeof target !== 'object' || target === null) return target;
  if (isArray(target)) {
    const index = indexIn(target, token);
    const item = index === undefined ? undefined : target[index];
    if (index === undefined || item === undefined) return target;
    return rest.length === 0 ? target.toSpliced(index, 1) : target.with(index, remove(item, rest));
  }
  if (!Object.hasOwn(target, token)) return target;
  const copy: Record<string, Value> = {};
  for (const key of Object.keys(target)) {
    if (key !== token) setMember(copy, key, target[key] as Value);
    else if (rest.length > 0) setMember(copy, key, remove(target[key] as Value, rest));
  }
  return copy;
}

/** The index that a token means, where the array has such an item. */
function indexIn(array: ValueArray, token: string): number | undefined {
  const index = /^(?:0|[1-9][0-9]*)$/.test(token) ? Number(token) : array.length;
  return index < array.length ? index : undefined;
}
