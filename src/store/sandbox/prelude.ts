/** What would give a step memory outside of the heap, which no limit holds, threads, or turns of the event loop. */
export const REMOVED: readonly string[] = [
  ...['ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Atomics', 'WebAssembly', 'WeakRef', 'FinalizationRegistry'],
  ...['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array'],
  ...['Float16Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
];

/** What a world of its own gives to the process around it. */
export interface Prelude {
  /** A deep copy of plain data with the prototypes of that world. */
  readonly copy: (value: unknown) => unknown;
}

/**
 * The first program of a world in which steps run, as text: the world shares no object with the process around it, so that no step finds a way
 * out along a prototype. It takes away what steps have no use for, gives `structuredClone`, and freezes what the language gives. Its value is a function
 * that takes whether clock and chance are those of the second run: another time and another half of the numbers, so that a step that asks them shows it.
 */
export const PRELUDE = `(isSecond) => {
  'use strict';
  const { isArray } = Array;
  const { keys, freeze, defineProperty, getPrototypeOf, getOwnPropertyDescriptor } = Object;
  const { ownKeys, construct } = Reflect;

  for (const name of ${JSON.stringify(REMOVED)}) delete globalThis[name];
  if (typeof Temporal === 'object') delete Temporal.Now;

  const put = (target, key, value) => {
    if (key in target) defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
    else target[key] = value;
  };

  const copy = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    if (isArray(value)) {
      const items = [];
      for (let index = 0; index < value.length; index += 1) items[index] = copy(value[index]);
      return items;
    }
    const members = {};
    for (const key of keys(value)) put(members, key, copy(value[key]));
    return members;
  };

  const uncloneable = (value) => {
    const error = new Error(String(value) + ' could not be cloned.');
    defineProperty(error, 'name', { value: 'DataCloneError' });
    return error;
  };
  const cloned = (value, known) => {
    if (typeof value === 'function' || typeof value === 'symbol') throw uncloneable(value);
    if (typeof value !== 'object' || value === null) return value;
    if (known.has(value)) return known.get(value);
    const keep = (made) => (known.set(value, made), made);
    if (value instanceof Date) return keep(new RealDate(value.getTime()));
    if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
    if (value instanceof Map) {
      const map = keep(new Map());
      for (const [key, item] of value) map.set(cloned(key, known), cloned(item, known));
      return map;
    }
    if (value instanceof Set) {
      const set = keep(new Set());
      for (const item of value) set.add(cloned(item, known));
      return set;
    }
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) throw uncloneable(value);
    const made = keep(isArray(value) ? [] : {});
    if (isArray(value)) made.length = value.length;
    for (const key of keys(value)) put(made, key, cloned(value[key], known));
    return made;
  };
  put(globalThis, 'structuredClone', (value) => cloned(value, new Map()));

  const RealDate = Date;
  const realNow = Date.now;
  const { random } = Math;
  // Another year, month, weekday, hour, minute, second and millisecond.
  const ahead = isSecond ? ((400 * 24 + 5) * 60 + 13) * 60000 + 17291 : 0;
  const now = () => realNow() + ahead;
  const Clock = function Date(...parts) {
    if (new.target === undefined) return new RealDate(now()).toString();
    return construct(RealDate, parts.length === 0 ? [now()] : parts, new.target === Clock ? RealDate : new.target);
  };
  defineProperty(Clock, 'length', { value: 7 });
  defineProperty(Clock, 'prototype', { value: RealDate.prototype, writable: false });
  defineProperty(RealDate.prototype, 'constructor', { value: Clock });
  for (const [name, value] of [['now', now], ['UTC', RealDate.UTC], ['parse', RealDate.parse]]) put(Clock, name, value);
  defineProperty(globalThis, 'Date', { value: Clock });
  Math.random = () => (isSecond ? 0.5 : 0) + random() / 2;

  // What is frozen cannot be assigned on an object that inherits it, either; a state may well have a member of such a name.
  const giveWay = (object) => {
    for (const key of ownKeys(object)) {
      const found = getOwnPropertyDescriptor(object, key);
      if (!('value' in found) || !found.configurable) continue;
      const { value, enumerable } = found;
      const set = function (other) {
        if (this === object) throw new TypeError("Cannot assign to read only property '" + String(key) + "' of object");
        defineProperty(this, key, { value: other, writable: true, enumerable: true, configurable: true });
      };
      defineProperty(object, key, { get: () => value, set, enumerable, configurable: false });
    }
  };
  const errors = [Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
  for (const object of [Object, ...errors]) giveWay(object.prototype);

  const frozen = new Set([globalThis]);
  const harden = (object) => {
    if ((typeof object !== 'object' && typeof object !== 'function') || object === null || frozen.has(object)) return;
    frozen.add(object);
    harden(getPrototypeOf(object));
    for (const key of ownKeys(object)) {
      const { value, get, set } = getOwnPropertyDescriptor(object, key);
      for (const part of [value, get, set]) harden(part);
    }
    freeze(object);
  };
  for (const name of ownKeys(globalThis)) harden(globalThis[name]);
  const unnamed = [
    [][Symbol.iterator](), ''[Symbol.iterator](), new Map().entries(), new Set().values(), 'a'.matchAll(/a/g),
    function* () {}, async function () {}, async function* () {}, (function* () {})(), (async function* () {})(),
  ];
  for (const each of unnamed) harden(getPrototypeOf(each));
  return { copy };
}`;
