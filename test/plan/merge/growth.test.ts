import { describe, expect, test } from 'vitest';
import type { Value } from '../../../src/model/value.ts';
import { mergeValues } from '../../../src/plan/merge/merge.ts';

/** Changes at both ends and in the middle, of ours at even places, of theirs at odd ones. */
const SHAPES: Readonly<Record<string, (size: number, side: 'base' | 'ours' | 'theirs') => Value>> = {
  members: (size, side) =>
    Object.fromEntries(Array.from({ length: size }, (_, index) => [`k${index}`, changed(index, side)])),
  'named items': (size, side) => ({
    items: Array.from({ length: size }, (_, index) => ({ id: index, value: changed(index, side) })),
  }),
  sequences: (size, side) => ({ list: Array.from({ length: size }, (_, index) => [index, changed(index, side)]) }),
  'sequences of few values': (size, side) => ({
    list: Array.from({ length: size }, (_, index) => (changed(index, side) === index ? index % 3 : 7)),
  }),
};

function changed(index: number, side: string): number {
  const isOwn = (side === 'ours' && index % 10 === 0) || (side === 'theirs' && index % 10 === 5);
  return isOwn ? -index - 1 : index;
}

function timeOf(shape: (size: number, side: 'base' | 'ours' | 'theirs') => Value, size: number): number {
  const times = [1, 2, 3].map(() => {
    const [base, ours, theirs] = [shape(size, 'base'), shape(size, 'ours'), shape(size, 'theirs')];
    const start = performance.now();
    const { conflicts } = mergeValues({
      base,
      ours,
      theirs,
      identities: [{ items: '/items', by: '/id' }],
      engine: [],
      later: [],
      favour: 'ours',
    });
    expect(conflicts.length).toBeLessThanOrEqual(1);
    return performance.now() - start;
  });
  return Math.min(...times);
}

describe('a merge eight times as large takes far less than sixty-four times as long', () => {
  test.each(Object.entries(SHAPES))('%s', (_, shape) => {
    timeOf(shape, 2_000);
    const [small, large] = [timeOf(shape, 5_000), timeOf(shape, 40_000)];
    expect(large / Math.max(small, 1)).toBeLessThan(30);
  });
});
