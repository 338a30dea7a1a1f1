import { describe, expect, test } from 'vitest';
import type { MergeReport } from '../../src/model/merge-report.ts';
import { mergeText } from '../../src/reporters/merge-text.ts';

const CLEAN: MergeReport = {
  version: 1,
  command: 'merge',
  path: 'state.yaml',
  kind: 'app',
  outcome: 'merged',
  stateVersion: '2',
  conflicts: [],
  registry: null,
  notes: [],
  reason: null,
};
const REASON = { message: 'theirs: it is broken', hint: 'Take one of them.' };

function textOf(changes: Partial<MergeReport>, volume: 'quiet' | 'normal' | 'verbose' = 'normal'): string {
  return mergeText({ ...CLEAN, ...changes }, { colour: false, volume });
}

describe('the text of a merge', () => {
  test('says nothing of a clean one', () => {
    expect(textOf({})).toBe('');
  });

  test('says with --verbose by whose registry it was merged', () => {
    expect(textOf({ registry: '0123456789abcdef' }, 'verbose')).toBe(
      'state.yaml: merged by structure, at version 2, by the registry of 0123456789ab\n',
    );
  });

  test('tells notes, but with --quiet', () => {
    expect(textOf({ notes: ['sealed anew'] })).toBe('state.yaml: note: sealed anew\n');
    expect(textOf({ notes: ['sealed anew'] }, 'quiet')).toBe('');
  });

  test.each(['quiet', 'normal', 'verbose'] as const)('names the places of a conflict (%s)', (volume) => {
    const conflicts = [
      { pointer: '/a', reason: 'both changed' },
      { pointer: '', reason: 'both added', document: 1 },
    ] as const;
    expect(textOf({ outcome: 'conflicted', conflicts }, volume)).toContain(
      'state.yaml: both sides changed the same: /a (both changed), the whole document of document 1 (both added)\n',
    );
  });

  test('counts what is more than ten places', () => {
    const conflicts = Array.from(
      { length: 12 },
      (_, index) => ({ pointer: `/${index}`, reason: 'both changed' }) as const,
    );
    expect(textOf({ outcome: 'conflicted', conflicts })).toMatch(/\/9 \(both changed\) and 2 more\n/);
  });

  test.each(['unmerged', 'merged by lines', 'conflicted by lines'] as const)(
    'says why it is %s, and what to do',
    (outcome) => {
      expect(textOf({ outcome, reason: REASON })).toMatch(
        /^state\.yaml: (not merged|merged by lines): theirs: it is broken\n {2}hint: Take one of them\.\n$/,
      );
    },
  );

  test('names a path as the shell takes it, and nothing that a terminal would obey', () => {
    const conflicts = [{ pointer: '/\x1b[31mred', reason: 'both changed' }] as const;
    const text = textOf({ path: 'my files/it.yaml', outcome: 'conflicted', conflicts });
    expect(text).toContain("statefix repair --ours 'my files/it.yaml'");
    expect(text).not.toContain('\x1b');
  });
});
