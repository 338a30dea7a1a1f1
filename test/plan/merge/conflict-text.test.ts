import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findConflicts } from '../../../src/formats/conflict/markers.ts';
import { sideOf } from '../../../src/formats/conflict/sides.ts';
import { conflictText } from '../../../src/plan/merge/conflict-text.ts';
import { mergeLines } from '../../../src/plan/merge/lines.ts';

const LABELS = { ours: 'ours', theirs: 'theirs' };

/** Texts of a few lines, many of them equal; both end in a line break or both do not. */
const pairs = fc
  .record({
    ours: fc.array(fc.constantFrom('a', 'b', 'c', ' d', '', '='), { minLength: 1, maxLength: 9 }),
    theirs: fc.array(fc.constantFrom('a', 'b', 'c', ' d', '', '='), { minLength: 1, maxLength: 9 }),
    lineBreak: fc.constantFrom('\n', '\r\n', '\r'),
    end: fc.boolean(),
  })
  .map(({ ours, theirs, lineBreak, end }) => {
    const text = (lines: readonly string[]) => [...lines, end ? '' : 'last'].join(lineBreak);
    return { ours: text(ours), theirs: text([...theirs, ...(end ? [] : ['x'])]) };
  });

describe('a text with conflict markers', () => {
  test('gives each side back, byte for byte', () => {
    fc.assert(
      fc.property(pairs, ({ ours, theirs }) => {
        const text = conflictText(ours, theirs, LABELS);
        const hunks = findConflicts(text);
        expect([sideOf(text, hunks, 'ours'), sideOf(text, hunks, 'theirs')]).toEqual([ours, theirs]);
      }),
      { numRuns: 2000 },
    );
  });

  test('has markers around what differs alone', () => {
    expect(conflictText('a\nb\nc\nd\n', 'a\nx\nc\ny\n', LABELS)).toBe(
      'a\n<<<<<<< ours\nb\n=======\nx\n>>>>>>> theirs\nc\n<<<<<<< ours\nd\n=======\ny\n>>>>>>> theirs\n',
    );
  });

  test('is the text itself where nothing differs', () => {
    expect(conflictText('a\n', 'a\n', LABELS)).toBe('a\n');
  });

  test('has its markers on lines of their own where the texts do not end in a line break', () => {
    expect(conflictText('a\r\nb', 'a\r\nc', LABELS)).toBe('a\r\n<<<<<<< ours\r\nb\r\n=======\r\nc\r\n>>>>>>> theirs');
  });

  test('ends both sides in a line break where one of them does', () => {
    const text = conflictText('a', 'b\n', LABELS);
    expect([sideOf(text, findConflicts(text), 'ours'), sideOf(text, findConflicts(text), 'theirs')]).toEqual([
      'a\n',
      'b\n',
    ]);
  });
});

describe('merged lines', () => {
  const OURS = { favour: 'ours', isUnion: false } as const;

  test('are those of both sides, with the line breaks and the end of ours', () => {
    expect(mergeLines('a\nb\nc\nd\n', 'x\r\nb\r\nc\r\nd', 'a\nb\nc\ny\n', OURS)).toBe('x\r\nb\r\nc\r\ny');
  });

  test('are those of the favoured side where both changed them', () => {
    expect(mergeLines('a\nb\n', 'x\nb\n', 'y\nb\n', OURS)).toBe('x\nb\n');
    expect(mergeLines('a\nb\n', 'x\nb\n', 'y\nb\n', { ...OURS, favour: 'theirs' })).toBe('y\nb\n');
  });

  test('are theirs and ours where both put some into one place', () => {
    expect(mergeLines('a\nb\n', 'a\nx\nb\n', 'a\ny\nb\n', { ...OURS, isUnion: true })).toBe('a\ny\nx\nb\n');
  });
});
