import { afterAll, describe, expect, test } from 'vitest';
import { tellFigures } from '../../support/figures.ts';
import { isWindows } from '../../support/system.ts';
import { withoutJournal, writingInPlace } from '../broken-stores.ts';
import { type CrashFigures, crashAtRandom } from './crashes.ts';

// Kills random commands at random moments, in a project that goes on from whatever each of them left.

const isLong = process.env['STATEFIX_TORTURE'] === 'long';
const SEED = Number(process.env['STATEFIX_SEED'] ?? 1);
const lines: string[] = [];
const row = { tried: '', bad: 0, controls: [] as { name: string; tried: number; bad: number }[] };

afterAll(() => {
  process.stdout.write(lines.map((line) => `random crashes: ${line}\n`).join(''));
  tellFigures({ harness: 'crashes at random moments of random commands', ...row });
});

function told({ seed, commands, crashes, pending, recoveries, edits, changes, bad }: CrashFigures): string {
  return (
    `seed ${seed}: ${commands} commands, ${crashes} crashes, ${pending} of them with a change in the journal, ${recoveries} in or before its recovery; ` +
    `${edits} foreign edits, ${changes} changes in the audit; ${bad.length} bad`
  );
}

describe.skipIf(isWindows)('a project whose commands are killed again and again', () => {
  test('loses nothing, and its books agree with its files', { timeout: 900_000 }, async () => {
    const figures = await crashAtRandom({
      seed: SEED,
      crashes: 1000,
      least: isLong ? 1000 : 200,
      time: isLong ? 0 : 20_000,
    });
    lines.push(told(figures));
    row.tried = `${figures.crashes} crashes in ${figures.commands} commands, ${figures.recoveries} in or before a recovery`;
    row.bad = figures.bad.length;
    expect(figures.bad).toEqual([]);
    // Else they would have come too early, or too late.
    expect(figures.pending).toBeGreaterThan(figures.crashes / 20);
    expect(figures.recoveries).toBeGreaterThan(5);
  });

  test.each([
    ['a store that writes in place', writingInPlace],
    ['a store without a journal', withoutJournal],
  ])('%s is found out', async (name, using) => {
    const figures = await crashAtRandom({ seed: SEED, crashes: 200, least: 200, time: 0, using, isBrief: true });
    lines.push(`control, ${name}: ${figures.crashes} crashes, ${figures.bad.length} bad`);
    row.controls.push({ name, tried: figures.crashes, bad: figures.bad.length });
    expect(figures.bad.length).toBeGreaterThan(0);
  });
});
