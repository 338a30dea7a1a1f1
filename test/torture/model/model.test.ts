import { afterAll, describe, expect, test } from 'vitest';
import { tellFigures } from '../../support/figures.ts';
import { isWindows } from '../../support/system.ts';
import { withoutBak, withoutJournal } from '../broken-stores.ts';
import { runSequences } from './sequences.ts';

// Random sequences of changes, sets, undos, restores, prunes, edits by others, locks of others and kills, against a model in memory.

const isLong = process.env['STATEFIX_TORTURE'] === 'long';
const SEED = Number(process.env['STATEFIX_SEED'] ?? 1);
const lines: string[] = [];
const row = { tried: '', bad: 0, controls: [] as { name: string; tried: number; bad: number }[] };

afterAll(() => {
  process.stdout.write(lines.map((line) => `model: ${line}\n`).join(''));
  tellFigures({ harness: 'random sequences against a model', ...row });
});

describe.skipIf(isWindows)('lock, journal and backups', () => {
  test('do what a model in memory says', { timeout: 900_000 }, async () => {
    const figures = await runSequences({
      seed: SEED,
      sequences: isLong ? 1000 : 60,
      time: isLong ? 850_000 : 20_000,
    });
    const { sequences, commands, crashes, completed, undone, locked, bad } = figures;
    lines.push(
      `seed ${SEED}: ${sequences} sequences, ${commands} commands, ${crashes} crashes, of which ${completed} were completed and ${undone} undone; ` +
        `${locked} met a lock; ${bad.length} bad`,
    );
    row.tried = `${sequences} sequences of ${commands} commands, ${crashes} crashes (${completed} completed, ${undone} undone)`;
    row.bad = bad.length;
    expect(bad).toEqual([]);
    expect(completed).toBeGreaterThan(0);
    expect(undone).toBeGreaterThan(0);
    expect(locked).toBeGreaterThan(0);
  });

  test.each([
    ['a store that loses the .bak', withoutBak],
    ['a store without a journal', withoutJournal],
  ])('%s is found out', async (name, using) => {
    const { sequences, bad } = await runSequences({ seed: SEED, sequences: 100, time: 60_000, using });
    lines.push(`control, ${name}: ${sequences} sequences, ${bad.length} bad`);
    row.controls.push({ name, tried: sequences, bad: bad.length });
    expect(bad).toHaveLength(1);
  });
});
