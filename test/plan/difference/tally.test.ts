import { expect, test } from 'vitest';
import { LONGEST_POINTER, MOST_POINTERS } from '../../../src/model/recovery.ts';
import { createTally } from '../../../src/plan/difference/tally.ts';

test('the first parts of each sort are listed, all are counted', () => {
  const tally = createTally();
  for (let index = 0; index < MOST_POINTERS + 7; index += 1) tally.see('gone', `/${index}`);
  tally.see('added', '/x');
  const { added, changed, gone, counts } = tally.difference();
  expect([added, changed, gone.length, gone.at(-1)]).toEqual([['/x'], [], MOST_POINTERS, `/${MOST_POINTERS - 1}`]);
  expect(counts).toEqual({ added: 1, changed: 0, gone: MOST_POINTERS + 7 });
});

test('a pointer as long as its file is counted, not listed', () => {
  const tally = createTally();
  tally.see('changed', `/${'k'.repeat(LONGEST_POINTER)}`);
  tally.see('changed', '/short');
  expect(tally.difference()).toMatchObject({ changed: ['/short'], counts: { changed: 2 } });
});
