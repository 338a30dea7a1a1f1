import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tellFigures } from '../../support/figures.ts';
import {
  acrossNamespaces,
  afterReuseOfPid,
  bundleWorker,
  figures,
  hasNamespaces,
  manyAtOnce,
  oursUnderKills,
  underKills,
} from './runs.ts';
import { lostOf, type StressResult } from './stress.ts';

// Many processes add to one counter while they are killed, stopped and delayed in the middle of the lock code. Our lock loses nothing and lets nobody
// in beside another; the same runs find out the locks that are often written. What tells a process here from another one is in /proc.

interface Told {
  readonly name: string;
  readonly result: StressResult;
}

const lines: string[] = [];
const ours: Told[] = [];
const controls: Told[] = [];
let script = '';

beforeAll(async () => {
  script = await bundleWorker();
});
afterAll(() => {
  process.stdout.write(lines.join(''));
  tellFigures({ harness: 'lock stress', tried: tried(ours), bad: badIn(ours), controls: controls.map(rowOf) });
});

function told<Result extends StressResult>(name: string, result: Result): Result {
  lines.push(figures(name, result));
  (name.startsWith('control: ') ? controls : ours).push({ name, result });
  return result;
}

function tried(runs: readonly Told[]): string {
  const sum = (count: (result: StressResult) => number) => runs.reduce((total, { result }) => total + count(result), 0);
  const most = Math.max(0, ...runs.map(({ result }) => result.processes));
  return (
    `${sum(({ increments }) => increments)} increments by up to ${most} processes at once, ` +
    `${sum(({ kills }) => kills)} kills, ${sum(({ delays }) => delays)} delays`
  );
}

function badIn(runs: readonly Told[]): number {
  return runs.reduce((total, { result }) => total + badOf(result), 0);
}

/** Who never came to his turn is bad, too. */
function badOf({ lost, overlaps, isComplete, processes }: StressResult): number {
  return lost + overlaps + (isComplete ? 0 : processes);
}

function rowOf({ name, result }: Told): { readonly name: string; readonly tried: number; readonly bad: number } {
  return { name: name.replace('control: ', ''), tried: result.increments, bad: badOf(result) };
}

describe.skipIf(process.platform !== 'linux')('under kills, stops and delays in the lock code', () => {
  test('our lock loses no increment, lets in one at a time, and leaves nothing', async () => {
    const result = told('ours', await oursUnderKills(script));
    expect(result).toMatchObject({ lost: 0, overlaps: 0, failures: [], isComplete: true, left: [] });
    // A stress that never hit anything would prove nothing.
    expect(result.killsInside).toBeGreaterThan(result.kills / 5);
    expect(result.delays).toBeGreaterThan(result.kills);
  }, 660_000);

  test.each(['unclaimed', 'unlocked'] as const)(
    'control: %s, is found out',
    async (contestant) => {
      const { lost, overlaps } = told(`control: ${contestant}`, await underKills(contestant, script));
      expect(lost + overlaps).toBeGreaterThan(0);
    },
    660_000,
  );
});

describe.skipIf(process.platform !== 'linux')('a process that has the pid of a dead holder', () => {
  test('does not hold up our lock', async () => {
    const result = told('ours, after the reuse of a pid', await afterReuseOfPid('statefix', script));
    expect(result).toMatchObject({ lost: 0, overlaps: 0, failures: [], isComplete: true });
  });

  test('control: holds up a lock that judges by pid alone, for ever', async () => {
    const result = told('control: pid alone, after the reuse of a pid', await afterReuseOfPid('pid alone', script));
    expect(result).toMatchObject({ isComplete: false, increments: 0 });
  });
});

describe.skipIf(!hasNamespaces())('in several pid namespaces', () => {
  test('our lock takes no living holder for dead', async () => {
    const result = told('ours, over pid namespaces', await acrossNamespaces('statefix', script));
    expect(result).toMatchObject({ lost: 0, overlaps: 0, failures: [], isComplete: true });
  }, 660_000);

  test('control: a lock that judges by pid alone does', async () => {
    const result = told('control: pid alone, over pid namespaces', await acrossNamespaces('pid alone', script));
    expect(result.lost + result.overlaps).toBeGreaterThan(0);
  }, 660_000);
});

test.skipIf(process.platform !== 'linux')(
  '128 processes at once all come to their turn, and lose nothing',
  async () => {
    const result = told('ours, all at once', await manyAtOnce(128, script));
    expect(result).toMatchObject({ increments: 128, lost: 0, overlaps: 0, failures: [], isComplete: true });
  },
  300_000,
);

test('an increment is lost where another one wrote the same number, or where the counter ends below it', () => {
  expect(lostOf([1, 2, 3], 3)).toBe(0);
  expect(lostOf([1, 2, 2], 3)).toBe(1);
  expect(lostOf([1, 2, 3], 2)).toBe(1);
});
