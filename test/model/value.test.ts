import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getMember, isLeaf, setMember, type Value, valuesEqual } from '../../src/model/value.ts';
import { anyValue } from '../support/values.ts';

describe('valuesEqual', () => {
  test('a value equals its structured clone', () => {
    fc.assert(fc.property(anyValue, (value) => valuesEqual(value, structuredClone(value))));
  });

  test('two values that differ somewhere are not equal', () => {
    fc.assert(fc.property(anyValue, (value) => !valuesEqual({ a: [value, 1] }, { a: [value, 2] })));
  });

  test('key order does not count', () => {
    expect(valuesEqual({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
  });

  test.each<[Value, Value, boolean]>([
    [0, -0, false],
    [-0, -0, true],
    [5, 5n, true],
    [2 ** 60, 2n ** 60n, true],
    [9007199254740993n, 9007199254740992, false],
    ['5', 5, false],
    ['5', 5n, false],
    [null, {}, false],
    [[], {}, false],
    [{ a: 1 }, { a: 1, b: 1 }, false],
    [{ toString: 1 }, { a: 1 }, false],
  ])('%o and %o: %o', (left, right, equal) => {
    expect(valuesEqual(left, right)).toBe(equal);
    expect(valuesEqual(right, left)).toBe(equal);
  });
});

describe('members', () => {
  test('__proto__ is set as a key like any other', () => {
    const target: Record<string, Value> = {};
    setMember(target, '__proto__', { polluted: true });
    expect(Object.keys(target)).toEqual(['__proto__']);
    expect('polluted' in target).toBe(false);
  });

  test('what an object inherits is no member', () => {
    expect(getMember({}, 'constructor')).toBeUndefined();
  });
});

test.each<[Value, boolean]>([
  [null, true],
  ['', true],
  [[], true],
  [{}, true],
  [[1], false],
  [{ a: 1 }, false],
])('isLeaf(%o) is %o', (value, expected) => {
  expect(isLeaf(value)).toBe(expected);
});
