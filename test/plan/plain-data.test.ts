import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/model/value.ts';
import { copyValue, firstDifference, plainData } from '../../src/plan/plain-data.ts';

class Session {
  readonly id = 1;
}

const cycle: { self?: unknown } = {};
cycle.self = cycle;
const holed: unknown[] = [1];
holed[2] = 3;
const deep = Array.from({ length: 257 }).reduce<unknown>((inner) => [inner], 1);

describe('plainData refuses', () => {
  it.each([
    ['undefined', { a: undefined }, '/a', 'it returned undefined for a part; leave the member out, or write null'],
    ['a function', { a: () => 1 }, '/a', 'it returned a function, which no document can hold'],
    ['a symbol', [Symbol('x')], '/0', 'it returned a symbol, which no document can hold'],
    [
      'NaN',
      { a: Number.NaN },
      '/a',
      'it returned NaN, which is no number of JSON or of a state; write null, or leave it out',
    ],
    ['Infinity', [0, Number.POSITIVE_INFINITY], '/1', 'it returned Infinity, which'],
    [
      'a Date',
      { at: new Date(0) },
      '/at',
      'it returned an object of the class Date, not plain data; write its toISOString()',
    ],
    ['a Map', new Map(), '', 'it returned an object of the class Map, not plain data; write Object.fromEntries(map)'],
    ['a class', { s: new Session() }, '/s', 'it returned an object of the class Session, not plain data'],
    ['a cycle', cycle, '/self', 'it returned a value that contains itself'],
    ['a hole', { list: holed }, '/list/1', 'it returned an array with a hole'],
    [
      'half a surrogate pair',
      { t: 'a\ud800' },
      '/t',
      'it returned a text with half of a surrogate pair, which has no UTF-8',
    ],
    ['half a surrogate pair in a key', { '\udc00': 1 }, '/\udc00', 'it returned a text with half of a surrogate pair'],
    ['a symbol for a key', { [Symbol('k')]: 1 }, '', 'it returned an object with a symbol for a key'],
    ['depth', deep, '/0'.repeat(256), 'it returned a value that is nested deeper than 256'],
  ])('%s', (_, value, pointer, reason) => {
    expect(plainData(value)).toMatchObject({ kind: 'problem', pointer });
    expect(plainData(value)).toHaveProperty('reason', expect.stringContaining(reason));
  });
});

describe('plainData takes', () => {
  const taken = (value: unknown) => {
    const plain = plainData(value);
    return plain.kind === 'plain' ? plain.value : plain.reason;
  };

  it('integers as formats read them', () => {
    expect(taken([1n, 9007199254740993n, 2 ** 53, 1e21, -(2 ** 53)])).toEqual([
      1,
      9007199254740993n,
      9007199254740992n,
      10n ** 21n,
      -9007199254740992n,
    ]);
  });

  it('an integral double as its shortest spelling reads, not as its exact value', () => {
    expect(taken(123456789012345680000)).toBe(123456789012345680000n);
  });

  it('__proto__ as a key, and objects without a prototype', () => {
    const odd: unknown = JSON.parse('{"__proto__": {"a": 1}}');
    expect(Object.keys(taken(odd) as object)).toEqual(['__proto__']);
    expect(taken(Object.assign(Object.create(null), { a: 1 }))).toEqual({ a: 1 });
  });

  it('the same object in two places: that is no cycle', () => {
    const shared = { a: 1 };
    expect(taken([shared, shared])).toEqual([{ a: 1 }, { a: 1 }]);
  });
});

describe('firstDifference', () => {
  it('is nothing between a value and its copy', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(firstDifference(value as Value, copyValue(value as Value))).toBeUndefined();
      }),
    );
  });

  it.each<readonly [Value, unknown, string]>([
    [{ a: { b: 1 } }, { a: { b: 2 } }, '/a/b'],
    [{ a: 1 }, {}, '/a'],
    [{ a: 1 }, { a: 1, b: 2 }, '/b'],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, '/a'],
    [[1], [1, 2], '/1'],
    [[], {}, ''],
    [{ n: 1 }, { n: 1n }, '/n'],
  ])('names the place between %s and %s', (before, now, pointer) => {
    expect(firstDifference(before, now)).toBe(pointer);
  });
});
