import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPointer, isWithin, lastTokenOf, parentOf, pointerTo, tokensOf, valueAt } from '../../src/model/pointer.ts';

describe('JSON Pointer (RFC 6901)', () => {
  // Section 5 of the RFC.
  const document = {
    foo: ['bar', 'baz'],
    '': 0,
    'a/b': 1,
    'c%d': 2,
    'e^f': 3,
    'g|h': 4,
    'i\\j': 5,
    'k"l': 6,
    ' ': 7,
    'm~n': 8,
  };
  test.each([
    ['', document],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
  ])('%o', (pointer, value) => {
    expect(valueAt(document, pointer)).toEqual(value);
  });

  test.each(['/foo/2', '/foo/00', '/foo/-', '/nothing', '/foo/0/x', '/constructor', '/foo/length'])(
    '%o names nothing',
    (pointer) => {
      expect(valueAt(document, pointer)).toBeUndefined();
    },
  );

  test('tokens survive escaping', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (tokens) => {
        const pointer = tokens.reduce((parent, token) => pointerTo(parent, token), '');
        expect(tokensOf(pointer)).toEqual(tokens);
        expect(isPointer(pointer)).toBe(true);
        expect(lastTokenOf(pointer)).toBe(tokens.at(-1));
        expect(parentOf(pointer)).toBe(
          tokens.length === 0 ? undefined : tokens.slice(0, -1).reduce((parent, token) => pointerTo(parent, token), ''),
        );
      }),
    );
  });

  test('a text that does not start with / is no pointer', () => {
    expect(isPointer('foo')).toBe(false);
    expect(() => tokensOf('foo')).toThrow('"foo" is not a JSON Pointer: it starts with /');
  });

  test('a sibling whose name only begins alike is not within', () => {
    expect(isWithin('/ab', '/a')).toBe(false);
    expect(isWithin('/a/b', '/a')).toBe(true);
    expect(isWithin('/a', '')).toBe(true);
  });
});
