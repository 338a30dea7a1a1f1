import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tellFigures } from '../support/figures.ts';
import { isWindows } from '../support/system.ts';
import { withoutAudit, withoutJournal, writingInPlace } from './broken-stores.ts';
import {
  aFaultProject,
  INJURIES,
  NO_FAULT_FIGURES,
  type Prepared,
  pointsOf,
  prepareScenario,
  removeFaultProject,
  sumOfFaults,
  sweepOf,
} from './fault-sweep.ts';
import { seeded } from './lock-stress/trouble.ts';
import { SCENARIOS } from './scenarios.ts';

// Fails the k-th operation of a whole command with each errno, cuts its writes, and kills it, for every k until a run meets no fault (in the short form for a
// sample of them), and judges what it leaves behind, also in the books of the project. The operations, their order and their errors are those of POSIX
// systems: not on Windows.

const isLong = process.env['STATEFIX_TORTURE'] === 'long';
const SEED = Number(process.env['STATEFIX_SEED'] ?? 4);
/** Of each injury, in the short form; of kills, which find the most, a fifth of all. */
const SAMPLE = 1;

const root = aFaultProject();
let total = NO_FAULT_FIGURES;
const controls = new Map<string, number>();

afterAll(() => {
  removeFaultProject(root);
  const { runs, faults, kills, old, bad } = total;
  process.stdout.write(
    `fault injection (seed ${SEED}): ${runs} runs, ${faults} faults, ${kills} kills; ${old} ended old, ${total.new} new; ${bad.length} bad; ` +
      `controls: ${[...controls.values()].reduce((sum, each) => sum + each, 0)} bad\n`,
  );
  tellFigures({
    harness: 'the k-th operation fails, is cut short, or is the last',
    tried: `${runs} runs of ${SCENARIOS.length} commands: ${faults} faults, ${kills} kills`,
    bad: bad.length,
    controls: [...controls].map(([name, count]) => ({ name, bad: count })),
  });
});

describe.skipIf(isWindows).each(SCENARIOS)('$name: whichever operation fails', (scenario) => {
  let prepared: Prepared;
  beforeAll(async () => {
    prepared = await prepareScenario(root, scenario);
  });

  test('and where none does, files and books agree', () => {
    expect(prepared.bad).toEqual([]);
    // Fewer would mean that the operations do not go through what fails.
    expect(prepared.operations).toBeGreaterThan(30);
  });

  test.each(INJURIES)('with %s, nothing is lost, half done or left lying about', async (injury) => {
    const random = seeded(SEED + INJURIES.indexOf(injury) + 100 * SCENARIOS.indexOf(scenario));
    const count = injury === 'kill' ? Math.ceil(prepared.changes / 5) : SAMPLE;
    const figures = await sweepOf(prepared, injury, isLong ? undefined : { count, random });
    total = sumOfFaults(total, figures);
    expect(figures.bad).toEqual([]);
  });
});

describe.skipIf(isWindows)('what is broken on purpose', () => {
  const [migration] = SCENARIOS;
  const set = SCENARIOS.find(({ isSet }) => isSet === true);

  test.each([
    ['a store that writes in place', migration, 'EIO', writingInPlace, 'neither old nor new'],
    ['a store that writes in place', migration, 'half a write, then ENOSPC', writingInPlace, 'neither old nor new'],
    ['a set without a journal', set, 'kill', withoutJournal, 'where the books say'],
    ['an audit that forgets', migration, 'kill', withoutAudit, 'lines stand in the audit'],
  ] as const)('%s is found out', async (name, scenario, injury, using, words) => {
    if (scenario === undefined) throw new Error('there is no scenario');
    const prepared = await prepareScenario(root, scenario);
    const random = seeded(SEED);
    const { bad } = await sweepOf(prepared, injury, { count: pointsOf(prepared, injury), random }, using);
    controls.set(name, (controls.get(name) ?? 0) + bad.length);
    expect(bad.some((each) => each.includes(words))).toBe(true);
  });
});
