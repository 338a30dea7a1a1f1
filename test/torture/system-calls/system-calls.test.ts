import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Figures as FiguresRow } from '../../support/figures.ts';
import { tellFigures } from '../../support/figures.ts';
import { aBench, type Bench, removeBench } from './bench.ts';
import { CALL_SCENARIOS } from './scenarios.ts';
import { whyNoTrace } from './strace.ts';
import { type Figures, NO_FIGURES, type Strike, sampleOf, sum, sweep, sweepControl } from './sweep.ts';

// Kills a real process in front of each of its system calls about files, and fails each with EIO, ENOSPC and EINTR, by strace; then looks at
// what it leaves. The short form takes a sample (STATEFIX_SEED another one, STATEFIX_SAMPLE
// a larger one), STATEFIX_TORTURE=long takes all that are about the project.

const CLI = join(inject('dist'), 'cli.js');
const isLong = process.env['STATEFIX_TORTURE'] === 'long';
const SEED = Number(process.env['STATEFIX_SEED'] ?? 1);
const isBrief = !isLong && process.env['STATEFIX_SAMPLE'] === undefined;
/** To trace a command before its calls are failed takes a while: in the short form these stand for all. */
const BRIEF = [
  'migrate, with a .bak there and a mode too open for one',
  'undo',
  'migrate --atomic',
  'roll forward',
  'roll back',
];
const CHOSEN = isBrief ? CALL_SCENARIOS.filter(({ name }) => BRIEF.includes(name)) : CALL_SCENARIOS;
/** Runs of each scenario. */
const SAMPLE = isBrief ? Math.ceil(40 / CHOSEN.length) : Number(process.env['STATEFIX_SAMPLE']);

const reason = whyNoTrace();
const started = performance.now();
const controls: Record<string, { readonly runs: number; readonly bad: number }> = {};
let figures: Figures = NO_FIGURES;

const benches: Bench[] = [];
beforeAll(() => {
  if (reason !== undefined) return;
  for (let count = 0; count < Math.max(2, Math.min(4, availableParallelism())); count += 1) benches.push(aBench(CLI));
});
afterAll(() => {
  for (const bench of benches) removeBench(bench);
  const { counts, bad, missed } = figures;
  const seconds = Math.round((performance.now() - started) / 1000);
  const result = { ...counts, missed: missed.length, bad: bad.length, controls, seconds };
  const said = reason === undefined ? JSON.stringify(result) : `skipped: ${reason}`;
  if (reason === undefined) tellFigures(rowOf(result));
  process.stdout.write(`system calls: ${said}\n${missed.map((each) => `system calls: missed ${each}\n`).join('')}`);
});

function rowOf({
  calls,
  kills,
  faults,
  forward,
  back,
  bad,
}: typeof figures.counts & { readonly bad: number }): FiguresRow {
  const tried = `${calls} calls of ${CHOSEN.length} commands: ${kills} kills, ${faults} faults (${forward} sets completed, ${back} taken back)`;
  const others = Object.entries(controls).map(([name, seen]) => ({ name, tried: seen.runs, bad: seen.bad }));
  return { harness: 'real processes, killed and failed at their system calls', tried, bad, controls: others };
}

/**
 * Calls that change nothing: to be killed in front of one is to be killed in front of the next that does, and none of them can find a disk full.
 */
const LOOKS: ReadonlySet<string> = new Set(
  'read pread64 fstat newfstatat stat lstat statx getdents64 readlink close access'.split(' '),
);

/**
 * In the long form every call about the project is failed with EIO, and every one that may change something with ENOSPC and by a kill in front of it; of the
 * rest, EINTR and the calls about the program's own files, some.
 */
function isNeeded({ point, fault }: Strike): boolean {
  if (!point.isProject || fault === 'EINTR') return false;
  return fault === 'EIO' || !LOOKS.has(point.aim.name);
}

function choose(all: readonly Strike[]): readonly Strike[] {
  if (isLong) {
    const rest = all.filter((strike) => !isNeeded(strike));
    return [...all.filter(isNeeded), ...sampleOf(rest, 40, SEED)];
  }
  // Of all reads of a process together, some come and go with its threads: to find one again may take many runs.
  const isSteady = ({ point }: Strike) => point.aim.path !== undefined || point.aim.name !== 'read';
  return sampleOf(isBrief ? all.filter(isSteady) : all, SAMPLE, SEED);
}

describe.skipIf(reason !== undefined)('the same faults find out a writer', () => {
  test.each([
    { name: 'in-place', finds: 'neither old nor new' },
    { name: 'unchecked', finds: 'neither old nor new' },
    { name: 'in-the-way', finds: 'the next run: exit 1' },
  ])('$name', async ({ name, finds }) => {
    const seen = await sweepControl(name, finds, isBrief);
    controls[name] = seen;
    expect(seen.bad).toBeGreaterThan(0);
  });
});

describe.skipIf(reason !== undefined).each(CHOSEN)('$name', (scenario) => {
  test('whichever system call fails or is the last, nothing is lost or half done', { timeout: 7_200_000 }, async () => {
    const found = await sweep(benches, scenario, choose);
    figures = sum(figures, found);
    if (!isBrief) {
      const lines = [`${scenario.name}: ${JSON.stringify(found.counts)}`, ...found.bad];
      process.stdout.write(lines.map((line) => `system calls: ${line}\n`).join(''));
    }
    expect(found.bad).toEqual([]);
    // Else the faults did not go where they should.
    expect(found.missed.length).toBeLessThanOrEqual(2 + (found.counts.kills + found.counts.faults) / 50);
  });
});
