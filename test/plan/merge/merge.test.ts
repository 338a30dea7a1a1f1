import { describe, expect, test } from 'vitest';
import type { Value } from '../../../src/model/value.ts';
import { type MergedValue, mergeValues, type ValueMerge } from '../../../src/plan/merge/merge.ts';

function merged(base: Value | undefined, ours: Value, theirs: Value, facts: Partial<ValueMerge> = {}): MergedValue {
  return mergeValues({ base, ours, theirs, identities: [], engine: [], later: [], favour: 'ours', ...facts });
}

const BY_ID = { identities: [{ items: '/items', by: '/id' }] };

function named(...ids: readonly string[]): Value {
  return { items: ids.map((id) => ({ id })) };
}

describe('members', () => {
  test('of both sides are taken', () => {
    expect(merged({ a: 1, b: 2 }, { a: 9, b: 2 }, { a: 1, b: 8 }).value).toEqual({ a: 9, b: 8 });
  });

  test('that one side deleted go, where the other left them alone', () => {
    expect(merged({ a: 1, b: 2, c: 3 }, { b: 2, c: 3 }, { a: 1, b: 2 }).value).toEqual({ b: 2 });
  });

  test('that are new in theirs follow the sibling that they follow there', () => {
    const { value } = merged({ a: 1, z: 2 }, { a: 1, own: 3, z: 2 }, { first: 0, a: 1, x: 5, y: 6, z: 2, last: 7 });
    expect(Object.keys(value as object)).toEqual(['first', 'a', 'x', 'y', 'own', 'z', 'last']);
  });

  test('that both added alike are no conflict', () => {
    expect(merged({}, { a: [1] }, { a: [1] }).conflicts).toEqual([]);
  });

  test('that both added as objects are merged', () => {
    expect(merged({}, { a: { x: 1 } }, { a: { y: 2 } })).toMatchObject({ value: { a: { x: 1, y: 2 } }, conflicts: [] });
  });

  test('named __proto__ are members like others', () => {
    const [base, ours, theirs] = ['{"__proto__":{"a":1}}', '{"__proto__":{"a":2}}', '{"__proto__":{"a":1,"b":3}}'].map(
      (text) => JSON.parse(text) as Value,
    );
    const { value } = merged(base, ours as Value, theirs as Value);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"a":2,"b":3}}');
  });
});

describe('a conflict', () => {
  test.each<[string, Value, Value, Value, Value, Value, string]>([
    ['both changed', { a: 1 }, { a: 2 }, { a: 3 }, { a: 2 }, { a: 3 }, '/a'],
    ['both added', {}, { a: 2 }, { a: 3 }, { a: 2 }, { a: 3 }, '/a'],
    ['both changed', { a: 1 }, { a: {} }, { a: [] }, { a: {} }, { a: [] }, '/a'],
    ['deleted in theirs', { a: 1 }, { a: 2 }, {}, { a: 2 }, {}, '/a'],
    ['deleted in ours', { 'a/b': 1 }, {}, { 'a/b': 3 }, {}, { 'a/b': 3 }, '/a~1b'],
    ['deleted in ours', { a: { b: 1 } }, {}, { a: { b: 3 } }, {}, { a: { b: 3 } }, '/a'],
  ])('%s: %j, %j, %j', (reason, base, ours, theirs, forOurs, forTheirs, pointer) => {
    expect(merged(base, ours, theirs)).toMatchObject({ value: forOurs, conflicts: [{ reason, pointer }] });
    expect(merged(base, ours, theirs, { favour: 'theirs' })).toMatchObject({
      value: forTheirs,
      conflicts: [{ reason, pointer }],
    });
  });

  test('does not touch what lies beside it', () => {
    const { value } = merged({ a: 1, b: 1, c: 1 }, { a: 2, b: 2, c: 1 }, { a: 3, b: 1, c: 3 });
    expect(value).toEqual({ a: 2, b: 2, c: 3 });
  });
});

describe('without a base', () => {
  test('what only one side has is kept', () => {
    expect(merged(undefined, { a: 1, b: { c: 2 } }, { b: { d: 3 }, e: 4 })).toMatchObject({
      value: { a: 1, b: { c: 2, d: 3 }, e: 4 },
      conflicts: [],
    });
  });

  test('scalars that differ are a conflict', () => {
    expect(merged(undefined, { a: 1 }, { a: 2 }).conflicts).toEqual([{ pointer: '/a', reason: 'both added' }]);
  });

  test('items that only one side has are kept', () => {
    expect(merged(undefined, [1, 2, 4], [2, 3, 4])).toMatchObject({ value: [1, 2, 3, 4], conflicts: [] });
  });
});

describe('a sequence', () => {
  test('takes changes that are apart', () => {
    expect(merged([1, 2, 3, 4], [0, 1, 2, 3, 4], [1, 2, 3, 5])).toMatchObject({
      value: [0, 1, 2, 3, 5],
      conflicts: [],
    });
  });

  test('says which items collide', () => {
    expect(merged({ log: [1, 2] }, { log: [1, 2, 3] }, { log: [1, 2, 4, 5] }).conflicts).toEqual([
      { pointer: '/log', reason: 'both changed', items: { ours: { start: 2, end: 3 }, theirs: { start: 2, end: 4 } } },
    ]);
  });

  test('takes the favoured side of what collides, and the rest of both', () => {
    const { value } = merged([1, 2, 3, 4, 5, 6], [1, 9, 3, 4, 5, 6, 7], [0, 1, 8, 3, 4, 5, 6], { favour: 'theirs' });
    expect(value).toEqual([0, 1, 8, 3, 4, 5, 6, 7]);
  });

  test('keeps -0 and 0 apart, and takes a bigint for the number that it is', () => {
    expect(merged([0], [-0], [0]).value).toEqual([-0]);
    expect(merged([2n ** 60n], [2n ** 60n], [2 ** 60, 1]).value).toEqual([2n ** 60n, 1]);
  });
});

describe('items with names', () => {
  test('are merged one by one', () => {
    const item = (id: string, x: number, y: number) => ({ id, x, y });
    const { value, conflicts } = merged(
      { items: [item('a', 1, 1), item('b', 1, 1)] },
      { items: [item('a', 2, 1), item('b', 1, 1)] },
      { items: [item('a', 1, 2), item('b', 1, 2)] },
      BY_ID,
    );
    expect({ value, conflicts }).toEqual({ value: { items: [item('a', 2, 2), item('b', 1, 2)] }, conflicts: [] });
  });

  test('that both appended are both there', () => {
    const { value, conflicts } = merged(named('a'), named('a', 'x'), named('a', 'y'), BY_ID);
    expect([value, conflicts]).toEqual([named('a', 'y', 'x'), []]);
  });

  test('that are new in theirs follow the item that they follow there, or the one before where that is gone', () => {
    const { value } = merged(named('a', 'b', 'c'), named('a', 'c', 'own'), named('a', 'b', 'new', 'c'), BY_ID);
    expect(value).toEqual(named('a', 'new', 'c', 'own'));
  });

  test('keep the order that one side gave them', () => {
    expect(merged(named('a', 'b', 'c'), named('a', 'b', 'c', 'x'), named('c', 'a', 'b'), BY_ID).value).toEqual(
      named('c', 'x', 'a', 'b'),
    );
    expect(merged(named('a', 'b', 'c'), named('c', 'a', 'b'), named('a', 'b', 'c', 'x'), BY_ID).value).toEqual(
      named('c', 'x', 'a', 'b'),
    );
  });

  test('keep the order of ours where both moved them', () => {
    expect(merged(named('a', 'b', 'c'), named('b', 'a', 'c'), named('c', 'a', 'b'), BY_ID)).toMatchObject({
      value: named('b', 'a', 'c'),
      conflicts: [],
    });
  });

  test.each([
    ['a name twice', named('a', 'b', 'b')],
    ['no name', { items: [{ id: 'a' }, { other: 1 }] }],
    ['a name that is null', { items: [{ id: 'a' }, { id: null }] }],
    ['an item that is no object', { items: [{ id: 'a' }, 7] }],
  ])('are merged as a sequence where one side has %s', (_, theirs) => {
    const { conflicts } = merged(named('a'), named('a', 'x'), theirs, BY_ID);
    expect(conflicts).toMatchObject([{ pointer: '/items', items: { ours: { start: 1, end: 2 } } }]);
  });

  test('may have a name deeper in them, in arrays of any item', () => {
    const state = (...names: readonly string[]) => ({ groups: [{ list: names.map((name) => ({ meta: { name } })) }] });
    const identities = [
      { items: '/groups/*/list', by: '/meta/name' },
      { items: '/groups', by: '/kind' },
    ];
    const at = (value: Value) => ({ groups: [{ kind: 'g', ...(value as { groups: object[] }).groups[0] }] }) as Value;
    const { value, conflicts } = merged(at(state('a')), at(state('a', 'x')), at(state('y', 'a')), { identities });
    expect([value, conflicts]).toEqual([at(state('y', 'a', 'x')), []]);
  });
});

describe('fields of statefix', () => {
  test('never collide: ours stand', () => {
    const facts = { engine: ['/checksum', '/conflicts'] };
    const [base, ours, theirs] = ['b', 'o', 't'].map((checksum) => ({ checksum, conflicts: { at: checksum }, x: 1 }));
    expect(merged(base, ours as Value, theirs as Value, facts)).toMatchObject({ value: ours, conflicts: [] });
  });

  test('that theirs deleted and ours changed stay', () => {
    expect(merged({ sum: 1 }, { sum: 2 }, {}, { engine: ['/sum'] })).toMatchObject({
      value: { sum: 2 },
      conflicts: [],
    });
    expect(merged({ sum: 1 }, {}, { sum: 2 }, { engine: ['/sum'] })).toMatchObject({ value: {}, conflicts: [] });
  });
});

describe('of two changes the later stands', () => {
  const later = { later: ['/at'] };

  test.each<[Value, Value, Value, Value]>([
    [5, 7, 6, 7],
    [5, 6, 7, 7],

    ['2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z', '2026-02-28T23:00:00.000Z', '2026-03-01T00:00:00Z'],
    ['2026-01-01T00:00:00Z', '2026-03-01T00:00:00+02:00', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z'],
  ])('%j: of %j and %j it is %j', (base, ours, theirs, expected) => {
    expect(merged({ at: base }, { at: ours }, { at: theirs }, later)).toMatchObject({
      value: { at: expected },
      conflicts: [],
    });
  });

  test.each<[Value, Value]>([
    ['2026-01-01T00:00:00Z', 7],
    ['soon', 'later'],
    [true, false],
  ])('%j and %j cannot be compared and collide', (ours, theirs) => {
    expect(merged({ at: 0 }, { at: ours }, { at: theirs }, later).conflicts).toHaveLength(1);
  });

  test('a number of any size is compared exactly', () => {
    expect(merged({ at: 1 }, { at: 2n ** 60n }, { at: 2n ** 60n + 1n }, later).value).toEqual({ at: 2n ** 60n + 1n });
  });

  test('one instant in two spellings is the same one from either side', () => {
    const [one, other] = ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z'];
    expect(merged({ at: '' }, { at: one }, { at: other }, later).value).toEqual(
      merged({ at: '' }, { at: other }, { at: one }, later).value,
    );
  });
});

describe('origins', () => {
  test('say nothing of what is where it was in ours', () => {
    expect(merged({ a: 1, b: [1, 2] }, { a: 2, b: [1, 2] }, { a: 1, b: [1, 3] }).origins).toEqual(new Map());
  });

  test('say of what only theirs has that it comes from nowhere', () => {
    expect(merged({}, {}, { a: { b: 1 } }).origins).toEqual(new Map([['/a', null]]));
  });

  test('say where an item of ours went', () => {
    expect(merged([1, 2], [1, 2], [0, 1, 2]).origins).toEqual(
      new Map([
        ['/0', null],
        ['/1', '/0'],
        ['/2', '/1'],
      ]),
    );
  });

  test('say which item of ours an item is that theirs changed', () => {
    const { origins } = merged(
      { items: [{ id: 'a', x: 1 }, { id: 'b' }] },
      { items: [{ id: 'a', x: 1 }, { id: 'b' }] },
      { items: [{ id: 'b' }, { id: 'a', x: 2 }] },
      BY_ID,
    );
    expect(origins).toEqual(
      new Map([
        ['/items/0', '/items/1'],
        ['/items/1', '/items/0'],
      ]),
    );
  });
});
