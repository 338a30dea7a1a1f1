import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { changedLinesSince } from '../../../src/store/git/changed-lines.ts';
import { gitIn } from '../../../src/store/merge/ask-git.ts';
import { git } from '../../action/git.ts';
import { newDirectory } from '../../support/project.ts';

function changed(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) {
  const root = newDirectory();
  git(root, 'init', '--quiet');
  for (const files of [before, after]) {
    for (const name of Object.keys(before)) rmSync(join(root, name), { force: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
    git(root, 'add', '.');
    git(root, 'commit', '--quiet', '--allow-empty', '-m', 'a commit');
  }
  const first = git(root, 'rev-parse', 'HEAD~1');
  const lines = changedLinesSince(gitIn(nodeFs, root, { PATH: process.env['PATH'] }), first);
  return lines === undefined ? undefined : Object.fromEntries(lines);
}

describe('lines that came since a commit', () => {
  test('are those that were changed and added, not those that are gone', () => {
    expect(changed({ x: '1\n2\n3\n4\n5\n' }, { x: '1\ntwo\n3\n5\n6\n7\n' })).toEqual({
      x: [
        { first: 2, last: 2 },
        { first: 5, last: 6 },
      ],
    });
  });

  test('of a new file are all of it, of a deleted one none', () => {
    expect(changed({ old: '1\n' }, { new: '1\n2\n' })).toEqual({ new: [{ first: 1, last: 2 }] });
  });

  test('are counted, not guessed: content may look like what git says itself', () => {
    const text = '++ b/other\n@@ -1 +7,9 @@\n-- a/other\n';
    expect(changed({ x: 'a\nb\n', y: '1\n' }, { x: `${text}a\nb\n${text}`, y: '2\n' })).toEqual({
      x: [
        { first: 1, last: 3 },
        { first: 6, last: 8 },
      ],
      y: [{ first: 1, last: 1 }],
    });
  });

  test('are found where the last line has no end', () => {
    expect(changed({ x: 'a', y: '1' }, { x: 'b', y: '2' })).toEqual({
      x: [{ first: 1, last: 1 }],
      y: [{ first: 1, last: 1 }],
    });
  });

  test('are found in names with spaces', () => {
    expect(changed({ 'a b': '1\n' }, { 'a b': '2\n' })).toEqual({ 'a b': [{ first: 1, last: 1 }] });
  });

  test('nobody knows where git does not know the commit', () => {
    const root = newDirectory();
    git(root, 'init', '--quiet');
    expect(changedLinesSince(gitIn(nodeFs, root, { PATH: process.env['PATH'] }), 'a'.repeat(40))).toBeUndefined();
  });
});
