import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findConflicts } from '../../../src/formats/conflict/markers.ts';
import { type Choice, hunkTexts, resolved, type Side, sideOf } from '../../../src/formats/conflict/sides.ts';

/** A stretch of a text that nobody disputes, or the two or three texts of a hunk; all in whole lines. */
type Part = string | { readonly ours: string; readonly theirs: string; readonly base?: string };

const line = fc
  .tuple(fc.constantFrom('', '{', '  "a": 1,', 'é', '=====', '<<<<<< x', '\t'), fc.constantFrom('\n', '\r\n'))
  .map((parts) => parts.join(''));
const lines = fc.array(line, { maxLength: 4 }).map((each) => each.join(''));
const hunk = fc.record({ ours: lines, theirs: lines, base: lines }, { requiredKeys: ['ours', 'theirs'] });
const parts = fc.array(fc.oneof(lines, hunk), { maxLength: 6 });

/** The text with markers around each hunk. */
function marked(all: readonly Part[], lineBreak: string): string {
  const texts = all.map((part) => {
    if (typeof part === 'string') return part;
    const base = part.base === undefined ? '' : `||||||| merged common ancestors${lineBreak}${part.base}`;
    return `<<<<<<< HEAD${lineBreak}${part.ours}${base}=======${lineBreak}${part.theirs}>>>>>>> topic${lineBreak}`;
  });
  return texts.join('');
}

function written(all: readonly Part[], textOf: (part: Exclude<Part, string>) => string): string {
  return all.map((part) => (typeof part === 'string' ? part : textOf(part))).join('');
}

function side(text: string, which: Side): string | undefined {
  return sideOf(text, findConflicts(text), which);
}

describe('a side of a conflicted text', () => {
  test('is the text of that side, byte for byte', () => {
    fc.assert(
      fc.property(parts, fc.constantFrom('\n', '\r\n'), (all, lineBreak) => {
        const text = marked(all, lineBreak);
        expect(side(text, 'ours')).toBe(written(all, ({ ours }) => ours));
        expect(side(text, 'theirs')).toBe(written(all, ({ theirs }) => theirs));
      }),
    );
  });

  test('is the common ancestor where every hunk shows it, and else nothing', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const hasAll = all.every((part) => typeof part === 'string' || part.base !== undefined);
        const base = hasAll ? written(all, (part) => part.base ?? '') : undefined;
        expect(side(marked(all, '\n'), 'base')).toBe(base);
      }),
    );
  });

  test('ends without a line break where the last marker does', () => {
    const text = '{\n<<<<<<< HEAD\n1}\n=======\n2}\n>>>>>>> topic';
    expect([side(text, 'ours'), side(text, 'theirs')]).toEqual(['{\n1}', '{\n2}']);
  });

  test('that is empty at such an end leaves the line before it whole', () => {
    expect(side('a: 1\r\n<<<<<<< HEAD\r\n=======\r\nb: 2\r\n>>>>>>> topic', 'ours')).toBe('a: 1\r\n');
  });

  test('of a text without hunks is that text', () => {
    expect(side('a: 1', 'theirs')).toBe('a: 1');
  });

  test('is what git merged, from a real merge of real files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'statefix-sides-'));
    const [ours, base, theirs] = ['ours', 'base', 'theirs'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const textOf = (first: string, last: string) => `${first}\r\nb\r\nc\r\nd\r\ne\r\nf\r\ng\r\nh\r\n${last}\r\n`;
    writeFileSync(ours, textOf('a ours', 'z ours'));
    writeFileSync(base, textOf('a', 'z'));
    writeFileSync(theirs, textOf('a theirs', 'z theirs'));
    // Exits with the number of conflicts.
    const merge = () => execFileSync('git', ['merge-file', '--diff3', '-p', ours, base, theirs], { encoding: 'utf8' });
    expect(merge).toThrow(expect.objectContaining({ status: 2 }));
    const text = outputOf(merge);
    expect([side(text, 'ours'), side(text, 'base'), side(text, 'theirs')]).toEqual([
      textOf('a ours', 'z ours'),
      textOf('a', 'z'),
      textOf('a theirs', 'z theirs'),
    ]);
  });
});

function outputOf(run: () => string): string {
  try {
    return run();
  } catch (error) {
    return (error as { readonly stdout: string }).stdout;
  }
}

describe('a text resolved hunk by hunk', () => {
  const text = 'x\n<<<<<<< a\n1\n=======\n2\n>>>>>>> b\ny\n<<<<<<< a\n3\n||||||| o\n0\n=======\n4\n>>>>>>> b\n';
  const hunks = findConflicts(text);

  test.each<[readonly Choice[], string | undefined]>([
    [['ours', 'theirs'], 'x\n1\ny\n4\n'],
    [['theirs', 'base'], 'x\n2\ny\n0\n'],
    [['both', 'both'], 'x\n1\n2\ny\n3\n4\n'],
    [['base', 'ours'], undefined],
    [['ours'], undefined],
  ])('%j', (choices, whole) => {
    expect(resolved(text, hunks, choices)).toBe(whole);
  });

  test('takes ours with theirs behind it for both, in any text', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const conflicted = marked(all, '\n');
        const found = findConflicts(conflicted);
        const both = found.map((): Choice => 'both');
        expect(resolved(conflicted, found, both)).toBe(written(all, ({ ours, theirs }) => ours + theirs));
      }),
    );
  });

  test('takes time in proportion to 20 000 hunks', () => {
    const many = text.repeat(10_000);
    const found = findConflicts(many);
    const start = performance.now();
    expect(sideOf(many, found, 'ours')).toHaveLength('x\n1\ny\n3\n'.length * 10_000);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('the texts of a hunk', () => {
  test('come with the labels of its markers', () => {
    const text = '<<<<<<< HEAD\r\n1\r\n||||||| 0a1b2c3\r\n0\r\n=======\r\n2\r\n>>>>>>> topic: a change\r\n';
    expect(findConflicts(text).map((each) => hunkTexts(text, each))).toEqual([
      {
        ours: '1\r\n',
        base: '0\r\n',
        theirs: '2\r\n',
        labels: { ours: 'HEAD', base: '0a1b2c3', theirs: 'topic: a change' },
      },
    ]);
  });

  test('have no base where the hunk shows none, and empty labels where the markers are bare', () => {
    const text = '<<<<<<<\n=======\n2\n>>>>>>>\n';
    expect(findConflicts(text).map((each) => hunkTexts(text, each))).toEqual([
      { ours: '', theirs: '2\n', labels: { ours: '', theirs: '' } },
    ]);
  });
});
