import { afterAll, describe, expect, test } from 'vitest';
import { tellFigures } from '../support/figures.ts';
import { isWindows } from '../support/system.ts';
import { cutAt } from './table/damages.ts';
import { type Happened, happened } from './table/happened.ts';
import { faultsOf, nameOfRow, type Row } from './table/row.ts';
import { ROWS_OF_CANDIDATES } from './table/rows-of-candidates.ts';
import { ROWS_OF_MEANING } from './table/rows-of-meaning.ts';
import { ROWS_OF_TEXT } from './table/rows-of-text.ts';
import { SUBJECTS } from './table/subjects.ts';
import { BROKEN, bak } from './table/surroundings.ts';

// Damages × formats × kinds × what stands around: what `check` finds, what `repair` takes, what it says is lost, and how it ends. On the real command line.

const ROWS = [...ROWS_OF_TEXT, ...ROWS_OF_MEANING, ...ROWS_OF_CANDIDATES];
const NAMED = ROWS.map((row) => [nameOfRow(row), row] as const);
const seen = new Map<string, Happened>();
const counts = { bad: 0, swapped: 0, caught: 0 };

afterAll(() => {
  const distinct = (of: (row: Row) => string) => new Set(ROWS.map(of)).size;
  const tried = `${seen.size} accidents: ${distinct(({ damage }) => damage.name)} damages, ${distinct(({ subject }) => subject.kind)} kinds, 3 formats`;
  process.stdout.write(`recovery: ${tried}; ${counts.bad} not as expected\n`);
  const swapped = { name: 'another candidate expected', tried: counts.swapped, bad: counts.caught };
  tellFigures({ harness: 'damages and what becomes of them', tried, bad: counts.bad, controls: [swapped] });
});

// Windows has neither FIFOs nor the bits of these kinds.
describe.skipIf(isWindows)('accidents', () => {
  test('are at least 45, each another one', () => {
    expect(new Set(NAMED.map(([name]) => name)).size).toBe(ROWS.length);
    expect(ROWS.length).toBeGreaterThanOrEqual(45);
  });

  describe.concurrent('', () => {
    test.each(NAMED)('%s', async (name, row) => {
      const what = await happened(row);
      seen.set(name, what);
      const faults = faultsOf(row, what);
      if (faults.length > 0) counts.bad += 1;
      expect(faults, faults.join('\n')).toEqual([]);
    });
  });

  test('a row that expects another candidate fails', () => {
    const taking = NAMED.filter(([name, { takes }]) => takes !== 'none' && seen.has(name));
    for (const [name, row] of taking) {
      const what = seen.get(name);
      if (what === undefined) continue;
      counts.swapped += 1;
      const swapped = { ...row, takes: row.takes === 'bak' ? 'backup:*' : 'bak' };
      if (faultsOf(swapped, what).length > 0) counts.caught += 1;
    }
    expect(counts.swapped).toBeGreaterThan(30);
    expect(counts.caught).toBe(counts.swapped);
  });

  test.each<readonly [what: string, spoilt: (what: Happened) => Happened]>([
    ['the finding', (what) => ({ ...what, found: [...what.found, 'SPELLING_CHANGED'] })],
    ['the exit code', (what) => ({ ...what, exit: 70 })],
    ['what is lost', (what) => ({ ...what, lost: `${what.lost} and more` })],
    ['the state', (what) => ({ ...what, content: '{}' })],
    ['the .corrupt file', (what) => ({ ...what, isKept: false })],
  ])('a row of which %s is another fails', (_what, spoilt) => {
    const replaced = NAMED.filter(([name]) => seen.get(name)?.isReplaced === true);
    expect(replaced.length).toBeGreaterThan(30);
    for (const [name, row] of replaced) {
      const what = seen.get(name);
      if (what !== undefined) expect(faultsOf(row, spoilt(what)), name).not.toEqual([]);
    }
  });

  test('a refusal that changed something fails', () => {
    const refused = NAMED.filter(([name, { exit }]) => exit === 4 && seen.has(name));
    expect(refused.length).toBeGreaterThan(3);
    for (const [name, row] of refused) {
      const what = seen.get(name);
      if (what !== undefined) expect(faultsOf(row, { ...what, isUntouched: false }), name).not.toEqual([]);
    }
  });

  test('a row whose candidate is broken fails', async () => {
    const row: Row = {
      damage: cutAt(0.25),
      subject: SUBJECTS.plainJson,
      around: [bak(BROKEN)],
      finds: ['SYNTAX_INVALID'],
      takes: 'bak',
      loses: 'changed /level (partly read)',
      becomes: 'before',
      exit: 0,
    };
    expect(faultsOf(row, await happened(row)).join('\n')).toMatch(/took nothing instead of bak/);
  });
});
