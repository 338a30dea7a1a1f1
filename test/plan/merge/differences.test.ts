import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences, type Hunk } from '../../../src/plan/merge/differences.ts';
import { mergeSequences } from '../../../src/plan/merge/sequences.ts';

const sequences = fc.array(fc.nat(6), { maxLength: 12 });

function applied(before: readonly number[], after: readonly number[], hunks: readonly Hunk[]): readonly number[] {
  const result: number[] = [];
  let done = 0;
  for (const hunk of hunks) {
    result.push(...before.slice(done, hunk.before.start), ...after.slice(hunk.after.start, hunk.after.end));
    done = hunk.before.end;
  }
  return [...result, ...before.slice(done)];
}

describe('the differences of two sequences', () => {
  test('make one out of the other', () => {
    fc.assert(
      fc.property(sequences, sequences, (before, after) => {
        expect(applied(before, after, differences(before, after))).toEqual(after);
      }),
    );
  });

  test('are none for equal sequences', () => {
    expect(differences([1, 1, 2], [1, 1, 2])).toEqual([]);
  });

  test('have an item that both share between each two of them', () => {
    fc.assert(
      fc.property(sequences, sequences, (before, after) => {
        const hunks = differences(before, after);
        return hunks.every((hunk, index) => {
          const last = hunks[index - 1];
          return last === undefined || (hunk.before.start > last.before.end && hunk.after.start > last.after.end);
        });
      }),
    );
  });

  test('keep what did not move of items that occur once', () => {
    const hunks = differences([1, 2, 3, 4, 5], [1, 3, 4, 2, 5]);
    expect(hunks).toEqual([
      { before: { start: 1, end: 2 }, after: { start: 1, end: 1 } },
      { before: { start: 4, end: 4 }, after: { start: 3, end: 4 } },
    ]);
  });

  test('are one where nothing occurs once and the stretch is long', () => {
    const before = Array.from({ length: 3000 }, (_, index) => index % 2);
    const hunks = differences([7, ...before, 8], [9, ...before.map((item) => 1 - item), 10]);
    expect(hunks).toHaveLength(1);
  });
});

describe('merged sequences', () => {
  test('cover ours from start to end', () => {
    fc.assert(
      fc.property(fc.option(sequences, { nil: undefined }), sequences, sequences, (base, ours, theirs) => {
        let at = 0;
        for (const region of mergeSequences(base, ours, theirs)) {
          expect(region.ours.start).toBe(at);
          at = region.ours.end;
        }
        expect(at).toBe(ours.length);
      }),
    );
  });

  test('collide where one side changed what the other put something beside', () => {
    expect(mergeSequences([1, 2, 3], [1, 3], [1, 2, 9, 3])).toEqual([
      { kind: 'ours', ours: { start: 0, end: 1 } },
      { kind: 'conflict', ours: { start: 1, end: 1 }, base: { start: 1, end: 2 }, theirs: { start: 1, end: 3 } },
      { kind: 'ours', ours: { start: 1, end: 2 } },
    ]);
  });
});
