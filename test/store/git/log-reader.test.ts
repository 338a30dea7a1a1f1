import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogReader, type LoggedChange } from '../../../src/store/git/log-reader.ts';

const [A, B, C, NONE] = ['a', 'b', 'c', '0'].map((digit) => digit.repeat(40));
const LOG = [
  `${A} 1700000000 ${B}\0\n:100644 100644 ${B} ${C} M\0state.json\0`,
  `${B} -5 ${A} ${C}\0\n::100644 100644 100755 ${A} ${B} ${C} MM\0merged ü.json\0`,
  `${B} 99999999999999 ${A} ${C}\0\0`,
  `${C} 1700000060 ${A}\0\n:100644 100644 ${A} ${A} R100\0old\n:.json\0new\n:.json\0:000000 120000 ${NONE} ${B} A\0link\0`,
  `${A} 0 \0\n:000000 160000 ${NONE} ${C} A\0module\0:100644 000000 ${A} ${NONE} D\0${B} 1 ${A}\0`,
].join('');
const BYTES = new TextEncoder().encode(LOG);

function readIn(chunks: readonly Uint8Array[]): readonly LoggedChange[] {
  const reader = createLogReader();
  return chunks.flatMap((chunk) => reader.take(chunk));
}

describe('createLogReader', () => {
  it('reads changes, merges, renames and what was deleted', () => {
    const read = readIn([BYTES]).map(({ commit, mode, blob, path, from }) => [commit.id, mode, blob, path, from]);
    expect(read).toEqual([
      [A, '100644', C, 'state.json', undefined],
      [B, '100755', C, 'merged ü.json', undefined],
      [C, '100644', A, 'new\n:.json', 'old\n:.json'],
      [C, '120000', B, 'link', undefined],
      [A, '160000', C, 'module', undefined],
      [A, '000000', NONE, `${B} 1 ${A}`, undefined],
    ]);
  });

  it('tells the time as far as a date can, and which commit is the first', () => {
    const far = new TextEncoder().encode(`${A} 99999999999999 \0\n:100644 100644 ${B} ${C} M\0x\0`);
    expect(readIn([far])[0]?.commit).toEqual({ id: A, committedAt: undefined, isFirst: true });
    expect(readIn([BYTES]).map(({ commit }) => commit.committedAt?.getTime())).toEqual([
      1_700_000_000_000, -5000, 1_700_000_060_000, 1_700_000_060_000, 0, 0,
    ]);
    expect(readIn([BYTES]).map(({ commit }) => commit.isFirst)).toEqual([false, false, false, false, true, true]);
  });

  it('reads the same, wherever the pieces end', () => {
    const whole = readIn([BYTES]);
    const cuts = fc.array(fc.nat(BYTES.length), { maxLength: 40 });
    fc.assert(
      fc.property(cuts, (at) => {
        const ends = [0, ...at.toSorted((left, right) => left - right), BYTES.length];
        const pieces = ends.slice(1).map((end, index) => BYTES.subarray(ends[index], end));
        expect(readIn(pieces)).toEqual(whole);
      }),
    );
  });
});
