import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../src/formats/digest.ts';
import type { BackupEntry } from '../../../src/store/backups/manifest.ts';
import { newestHealthy, prunable } from '../../../src/store/backups/retention.ts';

/** Entries, oldest first, of words such as `healthy`, `milestone`, `broken`, `unjudged`. */
function entries(...words: readonly string[]): readonly BackupEntry[] {
  return words.map((word, index) => ({
    id: `${index}`,
    path: 'state.json',
    digest: digestOf(word),
    size: 1,
    mode: 0o600,
    uid: 0,
    gid: 0,
    version: null,
    at: new Date(index * 1000).toISOString(),
    why: 'repair',
    change: null,
    isHealthy: word === 'healthy' || word === 'milestone',
    isMilestone: word === 'milestone',
    ...(word === 'unjudged' ? { isUnjudged: true as const } : {}),
  }));
}

const prunedOf = (keep: number, ...words: readonly string[]) =>
  prunable(entries(...words), keep).map(({ id }) => Number(id));

const anyEntries = fc
  .array(fc.constantFrom('healthy', 'milestone', 'broken', 'unjudged'), { maxLength: 20 })
  .map((words) => entries(...words));
const anyKeep = fc.integer({ min: 0, max: 6 });

describe('retention', () => {
  test.each([
    ['the oldest healthy ones go', 2, ['healthy', 'healthy', 'healthy', 'healthy'], [0, 1]],
    ['what is within it stays', 3, ['healthy', 'healthy', 'healthy'], []],
    ['milestones stay, and do not count', 1, ['milestone', 'healthy', 'milestone', 'healthy'], [1]],
    ['of broken ones the newest stays', 3, ['broken', 'broken', 'healthy'], [0]],
    ['broken ones push no healthy one out', 1, ['healthy', 'broken', 'broken', 'broken'], [1, 2]],
    ['the newest healthy one stays with keep 0', 0, ['healthy', 'healthy', 'broken'], [0]],
    ['a milestone that is newest healthy lets rolling ones go', 0, ['healthy', 'milestone'], [0]],
    ['what nobody judged stays, and does not count', 1, ['unjudged', 'healthy', 'unjudged'], []],
    ['nothing of nothing', 3, [], []],
  ])('%s', (_what, keep, words, wanted) => {
    expect(prunedOf(keep, ...words)).toEqual(wanted);
  });

  test('never takes the newest healthy one, a milestone, or what nobody judged', () => {
    fc.assert(
      fc.property(anyEntries, anyKeep, (all, keep) => {
        const pruned = prunable(all, keep);
        expect(pruned).not.toContain(newestHealthy(all));
        expect(pruned.filter(({ isMilestone, isUnjudged }) => isMilestone || isUnjudged)).toEqual([]);
      }),
    );
  });

  test('keeps as many rolling healthy ones as it says, the newest', () => {
    fc.assert(
      fc.property(anyEntries, fc.integer({ min: 1, max: 6 }), (all, keep) => {
        const rolling = all.filter(({ isHealthy, isMilestone }) => isHealthy && !isMilestone);
        const pruned = new Set(prunable(all, keep));
        expect(rolling.filter((entry) => !pruned.has(entry))).toEqual(rolling.slice(-keep));
      }),
    );
  });

  test('a broken backup more or less changes nothing for the healthy ones', () => {
    fc.assert(
      fc.property(anyEntries, anyKeep, (all, keep) => {
        const healthyGone = (of: readonly BackupEntry[]) => prunable(of, keep).filter(({ isHealthy }) => isHealthy);
        expect(healthyGone(all)).toEqual(healthyGone(all.filter(({ isHealthy }) => isHealthy)));
      }),
    );
  });

  test('once done it finds nothing more', () => {
    fc.assert(
      fc.property(anyEntries, anyKeep, (all, keep) => {
        const pruned = new Set(prunable(all, keep));
        expect(
          prunable(
            all.filter((entry) => !pruned.has(entry)),
            keep,
          ),
        ).toEqual([]);
      }),
    );
  });

  test('what an undo of the last change needs stays, healthy or not', () => {
    fc.assert(
      fc.property(anyEntries, fc.integer({ min: 1, max: 6 }), (all, keep) => {
        const last = all.at(-1);
        if (last !== undefined) expect(prunable(all, keep)).not.toContain(last);
      }),
    );
  });
});
