import { MAX_DEPTH } from '../formats/format.ts';
import { readNumber } from '../formats/number.ts';
import { type Pointer, pointerTo } from '../model/pointer.ts';
import { isArray, setMember, type Value } from '../model/value.ts';

/** A value as a document can hold it, or the first part that none can. */
export type PlainData =
  | { readonly kind: 'plain'; readonly value: Value }
  | { readonly kind: 'problem'; readonly reason: string; readonly pointer: Pointer };

/** Carries the first problem out of the recursion; never leaves this file. */
class NotPlain extends Error {
  readonly pointer: Pointer;

  constructor(reason: string, pointer: Pointer) {
    super(reason);
    this.pointer = pointer;
  }
}

/**
 * A copy of what a step returned, as the plain data of a document: numbers and bigints as formats read them (`bigint` beyond ±(2^53 − 1) alone), every
 * key an own one. A problem, with its place and what to do, for what no document can hold: it is never dropped in silence, as JSON would.
 */
export function plainData(value: unknown): PlainData {
  try {
    return { kind: 'plain', value: copyOf(value, '', []) };
  } catch (error) {
    if (error instanceof NotPlain) return { kind: 'problem', reason: error.message, pointer: error.pointer };
    throw error;
  }
}

function copyOf(value: unknown, pointer: Pointer, ancestors: readonly object[]): Value {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      return textOf(value, pointer);
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    case 'number':
      return numberOf(value, pointer);
    case 'undefined':
      throw new NotPlain('it returned undefined for a part; leave the member out, or write null', pointer);
    case 'function':
    case 'symbol':
      throw new NotPlain(`it returned a ${typeof value}, which no document can hold`, pointer);
    case 'object':
      return value === null ? null : containerOf(value, pointer, ancestors);
  }
}

function numberOf(value: number, pointer: Pointer): number | bigint {
  if (!Number.isFinite(value)) {
    throw new NotPlain(
      `it returned ${value}, which is no number of JSON or of a state; write null, or leave it out`,
      pointer,
    );
  }
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return value;
  // What is written is the shortest spelling of the double, and that reads back as this integer, not as the double's exact value.
  return readNumber(String(value)) ?? value;
}

function textOf(value: string, pointer: Pointer): string {
  if (/\p{Cs}/u.test(value))
    throw new NotPlain('it returned a text with half of a surrogate pair, which has no UTF-8', pointer);
  return value;
}

function containerOf(value: object, pointer: Pointer, ancestors: readonly object[]): Value {
  if (ancestors.includes(value)) throw new NotPlain('it returned a value that contains itself', pointer);
  if (ancestors.length >= MAX_DEPTH)
    throw new NotPlain(`it returned a value that is nested deeper than ${MAX_DEPTH}`, pointer);
  const inner = [...ancestors, value];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return Array.from(items, (item, index) => {
      if (!(index in items)) throw new NotPlain('it returned an array with a hole', pointerTo(pointer, index));
      return copyOf(item, pointerTo(pointer, index), inner);
    });
  }
  ensurePlainObject(value, pointer);
  const copy: Record<string, Value> = {};
  for (const [key, member] of Object.entries(value)) {
    const at = pointerTo(pointer, key);
    setMember(copy, textOf(key, at), copyOf(member, at, inner));
  }
  return copy;
}

function ensurePlainObject(value: object, pointer: Pointer): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Object.prototype of any realm, or none: anything else would lose its class, or show members that it only inherits.
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain) {
    const name = className(prototype);
    const advice =
      name === 'Date'
        ? '; write its toISOString()'
        : name === 'Map'
          ? '; write Object.fromEntries(map)'
          : name === 'Set'
            ? '; write [...set]'
            : '';
    throw new NotPlain(`it returned an object of the class ${name}, not plain data${advice}`, pointer);
  }
  if (Object.getOwnPropertySymbols(value).length > 0) {
    throw new NotPlain('it returned an object with a symbol for a key', pointer);
  }
}

function className(prototype: unknown): string {
  const maker: unknown =
    typeof prototype === 'object' && prototype !== null && 'constructor' in prototype
      ? prototype.constructor
      : undefined;
  return typeof maker === 'function' && maker.name !== '' ? maker.name : 'without a name';
}

/** A deep copy, `__proto__` keys and key order included; recursive: for values that passed the depth limit. */
export function copyValue(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (isArray(value)) return value.map(copyValue);
  const copy: Record<string, Value> = {};
  for (const key of Object.keys(value)) setMember(copy, key, copyValue(value[key] as Value));
  return copy;
}

/**
 * Where a value is no longer what it was: the pointer of the first difference, key order included; `undefined` where there is none. `now` may hold
 * anything, since a step had it in hands.
 */
export function firstDifference(before: Value, now: unknown, pointer: Pointer = ''): Pointer | undefined {
  if (typeof before !== 'object' || before === null) return Object.is(before, now) ? undefined : pointer;
  if (typeof now !== 'object' || now === null || Array.isArray(now) !== isArray(before)) return pointer;
  const keys = Object.keys(before);
  const keysNow = Object.keys(now);
  const members = before as { readonly [key: string]: Value };
  const membersNow = now as { readonly [key: string]: unknown };
  for (const [index, key] of keys.entries()) {
    const at = pointerTo(pointer, key);
    if (keysNow[index] !== key) return at;
    const inner = firstDifference(members[key] as Value, membersNow[key], at);
    if (inner !== undefined) return inner;
  }
  const added = keysNow[keys.length];
  return added === undefined ? undefined : pointerTo(pointer, added);
}
