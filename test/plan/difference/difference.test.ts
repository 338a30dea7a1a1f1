import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value } from '../../../src/model/value.ts';
import { differenceOf } from '../../../src/plan/difference/difference.ts';
import { anyValue } from '../../support/values.ts';

const NOTHING = { ignored: [], identities: [] };

function told(before: Value, after: Value, options: Partial<Parameters<typeof differenceOf>[2]> = {}) {
  const { added, changed, gone } = differenceOf(before, after, { ...NOTHING, ...options });
  return { added, changed, gone };
}

describe('how two states differ', () => {
  test.each<[string, Value, Value, Partial<ReturnType<typeof told>>]>([
    ['a member that changed', { a: 1, b: 2 }, { a: 1, b: 3 }, { changed: ['/b'] }],
    ['a member that is gone whole', { a: { x: 1, y: 2 } }, {}, { gone: ['/a'] }],
    ['a member that is added whole', {}, { a: { x: 1, y: 2 } }, { added: ['/a'] }],
    ['an item removed in the middle', [{ n: 1 }, { n: 2 }, { n: 3 }], [{ n: 1 }, { n: 3 }], { gone: ['/1'] }],
    ['an item put in at the start', ['b', 'c'], ['a', 'b', 'c'], { added: ['/0'] }],
    [
      'an item that changed in its place',
      [{ n: 1, t: 'x' }, { n: 2 }],
      [{ n: 1, t: 'y' }, { n: 2 }],
      { changed: ['/0/t'] },
    ],
    [
      'one that changed beside one that went',
      [
        { n: 1, t: 'x' },
        { n: 2, t: 'x2' },
      ],
      [{ n: 2, t: 'y' }],
      { changed: ['/1/t'], gone: ['/0'] },
    ],
    ['items in another order', [1, 2, 3], [3, 1, 2], {}],
    ['keys in another order', { a: 1, b: 2 }, { b: 2, a: 1 }, {}],
    ['another type', { a: [] }, { a: {} }, { changed: ['/a'] }],
    ['digits beyond a double', { a: 9007199254740993n }, { a: 9007199254740992n }, { changed: ['/a'] }],
    ['the root', 1, 2, { changed: [''] }],
    ['a key of RFC 6901', { 'a/b~': 1 }, {}, { gone: ['/a~1b~0'] }],
    ['__proto__ as a key', JSON.parse('{"__proto__": 1}'), {}, { gone: ['/__proto__'] }],
  ])('%s', (_name, before, after, expected) => {
    expect(told(before, after)).toEqual({ added: [], changed: [], gone: [], ...expected });
  });

  test('what is ignored is not compared, whatever items it stands in', () => {
    const before = {
      sum: 'a',
      items: [
        { n: 1, at: 1 },
        { n: 2, at: 1 },
      ],
    };
    const after = {
      items: [
        { n: 1, at: 2 },
        { n: 3, at: 1 },
      ],
    };
    expect(told(before, after, { ignored: ['/sum', '/items/*/at'] })).toEqual({
      added: [],
      changed: ['/items/1/n'],
      gone: [],
    });
  });

  test('items are paired by the identity that the kind names', () => {
    const before = {
      steps: [
        { id: 'a', t: 1 },
        { id: 'b', t: 1 },
        { id: 'c', t: 1 },
      ],
    };
    const after = {
      steps: [
        { id: 'c', t: 2 },
        { id: 'a', t: 1 },
        { id: 'd', t: 1 },
      ],
    };
    const identities = [{ items: '/steps', by: '/id' }];
    expect(told(before, after, { identities })).toEqual({
      added: ['/steps/2'],
      changed: ['/steps/2/t'],
      gone: ['/steps/1'],
    });
  });

  test('more than fifty pointers are counted and not listed', () => {
    const before = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`k${index}`, index]));
    const { gone, counts } = differenceOf(before, {}, NOTHING);
    expect([gone.length, counts]).toEqual([50, { added: 0, changed: 0, gone: 80 }]);
  });

  test('20 000 items, every third of them gone, the others changed, take less than five seconds', () => {
    const before = Array.from({ length: 20_000 }, (_, index) => ({ name: `n${index}`, value: index }));
    const after = before.filter((_, index) => index % 3 !== 0).map((item) => ({ ...item, value: -1 }));
    const started = performance.now();
    const { counts } = differenceOf(before, after, { ignored: [], identities: [{ items: '', by: '/name' }] });
    expect(counts).toEqual({ added: 0, changed: 13_333, gone: 6_667 });
    expect(differenceOf(before, after, NOTHING).counts.changed).toBeGreaterThanOrEqual(0);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('laws', () => {
  test('a value does not differ from itself, whatever its identities', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(differenceOf(value, structuredClone(value), NOTHING).counts).toEqual({ added: 0, changed: 0, gone: 0 });
      }),
    );
  });

  test('swapping the two swaps what is added and what is gone', () => {
    const counts = { differing: 0 };
    fc.assert(
      fc.property(anyValue, anyValue, (left, right) => {
        const there = differenceOf([left, 1], [right, 1], NOTHING);
        const back = differenceOf([right, 1], [left, 1], NOTHING);
        if (there.counts.added + there.counts.changed + there.counts.gone > 0) counts.differing += 1;
        expect([...there.added].sort()).toEqual([...back.gone].sort());
        expect([...there.gone].sort()).toEqual([...back.added].sort());
        expect(there.counts.changed).toBe(back.counts.changed);
      }),
      { numRuns: 1000 },
    );
    expect(counts.differing).toBeGreaterThan(500);
  });

  test('items of few kinds: the same holds, and each is told once', () => {
    const item = fc.oneof(
      fc.integer({ min: 0, max: 3 }),
      fc.record({ n: fc.integer({ min: 0, max: 3 }), t: fc.boolean() }),
    );
    const items = fc.array(item, { maxLength: 8 });
    fc.assert(
      fc.property(items, items, (left, right) => {
        const there = differenceOf(left, right, NOTHING);
        const back = differenceOf(right, left, NOTHING);
        expect([...there.added].sort()).toEqual([...back.gone].sort());
        expect([...there.gone].sort()).toEqual([...back.added].sort());
        expect(there.counts.changed).toBe(back.counts.changed);
        for (const list of [there.added, there.changed, there.gone]) expect(new Set(list).size).toBe(list.length);
        expect(left.length - there.counts.gone).toBe(right.length - there.counts.added);
      }),
      { numRuns: 2000 },
    );
  });
});
