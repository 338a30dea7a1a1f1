import { expect, test } from 'vitest';
import { align } from '../../src/formats/alignment.ts';

test('an equal value is kept, whatever the order of its keys', () => {
  expect(align({ a: 1, b: 2 }, { b: 2, a: 1 }, new Map())).toMatchObject({ kind: 'kept', origin: '' });
});

test('a changed scalar has the origin whose place it takes', () => {
  const part = align({ a: 1 }, { a: 2 }, new Map());
  expect(part).toMatchObject({
    kind: 'object',
    origin: '',
    members: [{ key: 'a', part: { kind: 'scalar', origin: '/a' } }],
  });
});

test('0 is not -0', () => {
  expect(align(0, -0, new Map())).toMatchObject({ kind: 'scalar', origin: '' });
});

test('a moved part is kept from its old place', () => {
  const part = align({ a: [1] }, { b: [1] }, new Map([['/b', '/a']]));
  expect(part).toMatchObject({ members: [{ key: 'b', part: { kind: 'kept', origin: '/a' } }] });
});

test('a container has a host of its own type only', () => {
  const part = align({ a: [1] }, { a: { b: 1 } }, new Map());
  expect(part).toMatchObject({ members: [{ key: 'a', part: { kind: 'object', origin: undefined } }] });
});

test('an entry that leads nowhere is no origin', () => {
  const part = align({ a: 1 }, { b: 2 }, new Map([['/b', '/gone']]));
  expect(part).toMatchObject({ members: [{ key: 'b', part: { kind: 'scalar', origin: undefined } }] });
});

test('what comes from nowhere has parts that may still come from somewhere', () => {
  const origins = new Map<string, string | null>([
    ['/in', null],
    ['/in/a', '/a'],
  ]);
  const part = align({ a: 1.5 }, { in: { a: 1.5, b: 2 } }, origins);
  const inner = {
    kind: 'object',
    origin: undefined,
    members: [
      { key: 'a', part: { kind: 'kept', origin: '/a' } },
      { key: 'b', part: { kind: 'scalar', origin: undefined } },
    ],
  };
  expect(part).toMatchObject({ members: [{ key: 'in', part: inner }] });
});

test('__proto__ is a member like any other', () => {
  const before = JSON.parse('{"__proto__":{"a":1}}');
  const after = JSON.parse('{"__proto__":{"a":2}}');
  expect(align(before, after, new Map())).toMatchObject({
    members: [{ key: '__proto__', part: { kind: 'object', origin: '/__proto__' } }],
  });
});
