/**
 * The plain data of a state document. Integers within ±(2^53 − 1) are `number`, integers beyond are `bigint`; no other
 * type of JavaScript occurs. Objects are plain and own every key they show, `__proto__` included.
 */
export type Value = null | boolean | number | bigint | string | ValueArray | ValueObject;
export type ValueArray = readonly Value[];
export type ValueObject = { readonly [key: string]: Value };

/** True for an object with keys: neither `null` nor an array. */
export function isObject(value: unknown): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Value): value is ValueArray {
  return Array.isArray(value);
}

/** True for what has no parts: a scalar, an empty array, an empty object. */
export function isLeaf(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

/** Sets a member as own data property, whatever its name: `__proto__` is a key like any other. */
export function setMember(target: Record<string, Value>, key: string, value: Value): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    target[key] = value;
  }
}

/** The member of that name, or `undefined`; never one that an object inherits. */
export function getMember(object: ValueObject, key: string): Value | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/**
 * Deep equality of two values: key order does not count, `-0` differs from `0`, and a `bigint` equals the `number` of the
 * same mathematical value. Recursive: for values that passed the depth limit of a format.
 */
export function valuesEqual(left: Value, right: Value): boolean {
  if (left === right) return left !== 0 || Object.is(left, right);
  if (typeof left === 'bigint' || typeof right === 'bigint') return scalarsEqual(left, right);
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return Object.is(left, right);
  }
  if (isArray(left)) {
    if (!isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => valuesEqual(item, right[index] as Value));
  }
  if (isArray(right)) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && valuesEqual(left[key] as Value, right[key] as Value));
}

function scalarsEqual(left: Value, right: Value): boolean {
  const numeric = (value: Value): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';
  // biome-ignore lint/suspicious/noDoubleEquals: == compares a bigint with a number by exact mathematical value.
  return numeric(left) && numeric(right) && left == right;
}
