import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueAt } from '../../src/model/pointer.ts';
import { hasPlaceAt, withoutValueAt, withValueAt } from '../../src/model/with-value.ts';
import { anyObject, anyValue } from '../support/values.ts';

describe('withValueAt', () => {
  test('what was put is found, and the rest is shared', () => {
    fc.assert(
      fc.property(anyObject, anyValue, (object, value) => {
        fc.pre(!Object.hasOwn(object, ' a'));
        const next = withValueAt(object, '/ a/ b', value);
        expect(valueAt(next, '/ a/ b')).toEqual(value);
        for (const key of Object.keys(object)) {
          if (key !== ' a')
            expect(Object.getOwnPropertyDescriptor(next, key)?.value).toBe(
              Object.getOwnPropertyDescriptor(object, key)?.value,
            );
        }
      }),
    );
  });

  test('a new member comes first where that is asked, last otherwise', () => {
    expect(Object.keys(withValueAt({ a: 1 }, '/v', 2, 'first') as object)).toEqual(['v', 'a']);
    expect(Object.keys(withValueAt({ a: 1 }, '/v', 2) as object)).toEqual(['a', 'v']);
  });

  test('a member that is there keeps its place', () => {
    expect(Object.keys(withValueAt({ a: 1, v: 1, b: 2 }, '/v', 2, 'first') as object)).toEqual(['a', 'v', 'b']);
  });

  test('items of arrays are replaced, not added', () => {
    expect(withValueAt({ a: [1, 2] }, '/a/1', 3)).toEqual({ a: [1, 3] });
    expect(() => withValueAt({ a: [1] }, '/a/1', 3)).toThrow(RangeError);
  });

  test.each(['/a/', '/a/-1', '/a/0.5', '/a/01'])('%s names no item of an array', (pointer) => {
    expect(() => withValueAt({ a: [1, 2] }, pointer, 3)).toThrow(RangeError);
    const value = { a: [1, 2] };
    expect(withoutValueAt(value, pointer)).toEqual(value);
  });

  test('hasPlaceAt tells beforehand whether there is one', () => {
    fc.assert(
      fc.property(anyValue, fc.constantFrom('', '/a', '/0', '/a/0', '/0/a/b'), (value, pointer) => {
        let isPut = true;
        try {
          withValueAt(value, pointer, 1);
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          isPut = false;
        }
        expect(hasPlaceAt(value, pointer)).toBe(isPut);
      }),
    );
  });

  test('a path through a scalar has no place', () => {
    expect(() => withValueAt({ a: 'text' }, '/a/b', 1)).toThrow('there is no place for "b" in string');
  });

  test('__proto__ is a key like any other', () => {
    const next = withValueAt(JSON.parse('{"__proto__":{"a":1}}'), '/__proto__/a', 2);
    expect(JSON.stringify(next)).toBe('{"__proto__":{"a":2}}');
  });
});

describe('withoutValueAt', () => {
  test('takes away what withValueAt added', () => {
    fc.assert(
      fc.property(anyObject, anyValue, (object, value) => {
        fc.pre(!Object.hasOwn(object, ' a'));
        expect(withoutValueAt(withValueAt(object, '/ a', value), '/ a')).toEqual(object);
      }),
    );
  });

  test('the same value comes back where nothing stands there', () => {
    const value = { a: [1] };
    expect(withoutValueAt(value, '/b')).toBe(value);
    expect(withoutValueAt(value, '/a/4')).toEqual(value);
  });

  test('an item is taken out of its array', () => {
    expect(withoutValueAt({ a: [1, { b: 2, c: 3 }] }, '/a/1/b')).toEqual({ a: [1, { c: 3 }] });
    expect(withoutValueAt({ a: [1, 2] }, '/a/0')).toEqual({ a: [2] });
  });
});
