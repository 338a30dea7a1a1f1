import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Value, valuesEqual } from '../../../src/model/value.ts';
import { type MergedValue, mergeValues, type Side } from '../../../src/plan/merge/merge.ts';
import type { ItemIdentity } from '../../../src/registry/kind.ts';
import { anyFork, type Fork, inNameOrder, leavesOf, NAMED, namedForks } from './states.ts';

type Merge = (base: Value | undefined, ours: Value, theirs: Value, favour?: Side) => MergedValue;

function mergeBy(identities: readonly ItemIdentity[]): Merge {
  return (base, ours, theirs, favour = 'ours') =>
    mergeValues({ base, ours, theirs, identities, engine: [], later: [], favour });
}

type Law = (merge: Merge, fork: Fork) => boolean;

const LAWS: Readonly<Record<string, Law>> = {
  'what ours alone changed is taken': (merge, { base, ours }) => {
    const { value, conflicts } = merge(base, ours, base);
    return conflicts.length === 0 && valuesEqual(value, ours);
  },
  'what theirs alone changed is taken': (merge, { base, theirs }) => {
    const { value, conflicts } = merge(base, base, theirs);
    return conflicts.length === 0 && valuesEqual(value, theirs);
  },
  'what both changed alike is taken': (merge, { base, ours }) => {
    const { value, conflicts } = merge(base, ours, structuredClone(ours));
    return conflicts.length === 0 && valuesEqual(value, ours);
  },
  'what both changed alike is taken without a base': (merge, { ours }) => {
    const { value, conflicts } = merge(undefined, ours, structuredClone(ours));
    return conflicts.length === 0 && valuesEqual(value, ours);
  },
  'whose turn it is does not matter to what collides': (merge, { base, ours, theirs }) =>
    merge(base, ours, theirs).conflicts.length === merge(base, theirs, ours).conflicts.length,
  'without a conflict the favoured side does not matter': (merge, { base, ours, theirs }) => {
    const { value, conflicts } = merge(base, ours, theirs, 'ours');
    return conflicts.length > 0 || valuesEqual(value, merge(base, ours, theirs, 'theirs').value);
  },
  'both favours find the same conflicts': (merge, { base, ours, theirs }) =>
    JSON.stringify(merge(base, ours, theirs, 'ours').conflicts) ===
    JSON.stringify(merge(base, ours, theirs, 'theirs').conflicts),
  'nothing is invented': (merge, { base, ours, theirs }) => {
    const known = new Set([...leavesOf(ours), ...leavesOf(theirs)]);
    return [base, undefined].every((old) =>
      leavesOf(merge(old, ours, theirs, 'theirs').value).every((leaf) => known.has(leaf)),
    );
  },
  'without a base nothing is dropped that did not collide': (merge, { ours, theirs }) => {
    const { value, conflicts } = merge(undefined, ours, theirs);
    if (conflicts.length > 0) return true;
    const there = new Set(leavesOf(value));
    return [...leavesOf(ours), ...leavesOf(theirs)].every((leaf) => there.has(leaf));
  },
};

function commutes(merge: Merge, { base, ours, theirs }: Fork, view: (value: Value) => Value): boolean {
  const one = merge(base, ours, theirs);
  return one.conflicts.length > 0 || valuesEqual(view(one.value), view(merge(base, theirs, ours).value));
}

function fails(law: Law, merge: Merge, forks: fc.Arbitrary<Fork>): boolean {
  return fc.check(
    fc.property(forks, (fork) => law(merge, fork)),
    { numRuns: 2000 },
  ).failed;
}

describe.each([
  ['any state', anyFork, mergeBy([])],
  ['named items', namedForks, mergeBy(NAMED)],
  ['named items merged as sequences', namedForks, mergeBy([])],
])('%s', (_, forks, merge) => {
  test.each(Object.entries(LAWS))('%s', (_name, law) => {
    fc.assert(
      fc.property(forks, (fork) => law(merge, fork)),
      { numRuns: 1000 },
    );
  });
});

test('disjoint changes commute', () => {
  fc.assert(
    fc.property(anyFork, (fork) => commutes(mergeBy([]), fork, (value) => value)),
    { numRuns: 2000 },
  );
});

test('disjoint changes of named items commute, but for the order of what both put in', () => {
  fc.assert(
    fc.property(namedForks, (fork) => commutes(mergeBy(NAMED), fork, inNameOrder)),
    { numRuns: 2000 },
  );
});

test('no named item is dropped that no side deleted', () => {
  const idsOf = (value: Value) =>
    new Set((value as unknown as { readonly items: readonly { id: string }[] }).items.map(({ id }) => id));
  fc.assert(
    fc.property(namedForks, ({ base, ours, theirs }) => {
      const merged = idsOf(mergeBy(NAMED)(base, ours, theirs).value);
      const old = idsOf(base);
      const isExpected = (id: string, other: Value) => !old.has(id) || idsOf(other).has(id);
      return (
        [...idsOf(ours)].every((id) => merged.has(id) || !isExpected(id, theirs)) &&
        [...idsOf(theirs)].every((id) => merged.has(id) || !isExpected(id, ours))
      );
    }),
    { numRuns: 1000 },
  );
});

test('the generated forks are about something: many merge cleanly, many collide', () => {
  for (const [forks, merge] of [
    [anyFork, mergeBy([])],
    [namedForks, mergeBy(NAMED)],
  ] as const) {
    const sample = fc.sample(forks, 1000).filter(({ base, ours, theirs }) => {
      return !valuesEqual(base, ours) && !valuesEqual(base, theirs) && !valuesEqual(ours, theirs);
    });
    const clean = sample.filter(({ base, ours, theirs }) => merge(base, ours, theirs).conflicts.length === 0).length;
    expect(clean).toBeGreaterThan(50);
    expect(sample.length - clean).toBeGreaterThan(50);
  }
});

describe('the laws see', () => {
  test('a merge that ignores the base', () => {
    const blind: Merge = (_, ours, theirs, favour) => mergeBy([])(undefined, ours, theirs, favour);
    expect(fails(LAWS['what theirs alone changed is taken'] as Law, blind, anyFork)).toBe(true);
    expect(fails(LAWS['what ours alone changed is taken'] as Law, blind, anyFork)).toBe(true);
  });

  test('a merge that takes ours whole', () => {
    const selfish: Merge = (_, ours) => ({ value: ours, origins: new Map(), taken: new Map(), conflicts: [] });
    expect(fails(LAWS['what theirs alone changed is taken'] as Law, selfish, anyFork)).toBe(true);
    expect(fails((merge, fork) => commutes(merge, fork, (value) => value), selfish, anyFork)).toBe(true);
  });

  test('a merge that takes the favoured side and says nothing', () => {
    const silent: Merge = (base, ours, theirs, favour) => ({
      ...mergeBy([])(base, ours, theirs, favour),
      conflicts: [],
    });
    const law = LAWS['without a conflict the favoured side does not matter'] as Law;
    expect(fails(law, silent, anyFork)).toBe(true);
  });

  test('a merge that makes up a value', () => {
    const inventive: Merge = (base, ours, theirs) => ({ ...mergeBy([])(base, ours, theirs), value: { made: 'up' } });
    expect(fails(LAWS['nothing is invented'] as Law, inventive, anyFork)).toBe(true);
  });

  test('a merge that forgets what only theirs has', () => {
    const forgetful: Merge = (_, ours) => ({ value: ours, origins: new Map(), taken: new Map(), conflicts: [] });
    const law = LAWS['without a base nothing is dropped that did not collide'] as Law;
    expect(fails(law, forgetful, namedForks)).toBe(true);
  });
});
