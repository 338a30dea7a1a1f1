import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createIdentities } from '../../src/formats/identity.ts';
import { setMember, type Value, valuesEqual } from '../../src/model/value.ts';

/** Few scalars and keys, so that equal parts are frequent. */
const smallValues: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<Value>(null, true, false, 0, -0, 1, 2 ** 53, 2n ** 53n, 2n ** 60n, 1e300, '', '1', 'a', '[]'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(fc.constantFrom('a', 'b', '1', '__proto__'), tie('value')), { maxLength: 3 }).map(objectOf),
  ),
})).value;

function objectOf(members: readonly (readonly [string, Value])[]): Value {
  const object: Record<string, Value> = {};
  for (const [key, value] of members) setMember(object, key, value);
  return object;
}

describe('the identities of two values', () => {
  test('are the same exactly where they are equal', () => {
    let equal = 0;
    fc.assert(
      fc.property(smallValues, smallValues, fc.boolean(), (left, other, isCopy) => {
        const right = isCopy ? structuredClone(left) : other;
        const { idOf } = createIdentities();
        const areEqual = valuesEqual(left, right);
        equal += areEqual ? 1 : 0;
        expect(idOf(left) === idOf(right)).toBe(areEqual);
      }),
      { numRuns: 5000 },
    );
    expect(equal).toBeGreaterThan(1000);
  });

  test.each<[string, Value, Value, boolean]>([
    ['key order does not count', { a: 1, b: 2 }, { b: 2, a: 1 }, true],
    ['-0 is not 0', 0, -0, false],
    ['a bigint is the number of its value', 2n ** 60n, 2 ** 60, true],
    ['a text is not the number that it spells', '1', 1, false],
    ['an empty array is not an empty object', [], {}, false],
    ['an array is not the object of its items', ['a', 1], { a: 1 }, false],
    ['nesting counts', [[1], 2], [1, [2]], false],
  ])('%s', (_, left, right, areSame) => {
    const { idOf } = createIdentities();
    expect(idOf(left) === idOf(right)).toBe(areSame);
  });
});

test('a great many different values are told apart in little time', () => {
  const { idOf } = createIdentities();
  const start = performance.now();
  const ids = new Set(Array.from({ length: 200_000 }, (_, index) => idOf({ id: index, in: [index % 10, `${index}`] })));
  expect(ids.size).toBe(200_000);
  expect(performance.now() - start).toBeLessThan(10_000);
});
