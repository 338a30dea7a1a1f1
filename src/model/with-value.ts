import { type Pointer, tokensOf } from './pointer.ts';
import { isArray, isObject, setMember, type Value } from './value.ts';

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
  if (target !== null && typeof target === 'object' && isArray(target) && Number(token) < target.length) {
    return target.with(Number(token), place(target[Number(token)], rest, value, newMember));
  }
  throw new RangeError(`there is no place for ${JSON.stringify(token)} in ${target === null ? 'null' : typeof target}`);
}

/** A copy of `root` without the member or item at `pointer`; `root` itself where nothing stands there. The root cannot be taken away. */
export function withoutValueAt(root: Value, pointer: Pointer): Value {
  return remove(root, tokensOf(pointer));
}

function remove(target: Value, tokens: readonly string[]): Value {
  const [token, ...rest] = tokens;
  if (token === undefined || typeof target !== 'object' || target === null) return target;
  if (isArray(target)) {
    const index = Number(token);
    const item = target[index];
    if (item === undefined) return target;
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
