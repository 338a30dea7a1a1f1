import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import { ERRNOS } from '../support/faults.ts';
import { addFiles } from '../support/project.ts';
import { isWindows } from '../support/system.ts';
import {
  arrange,
  dataOf,
  type Expected,
  exitCodeOf,
  type Fault,
  faultsAfterwards,
  faultsIn,
  faultyOps,
  isSettled,
  writingInPlace,
} from './faulty-command.ts';
import { PROJECT, SCENARIOS, type Scenario } from './scenarios.ts';

// Fails the k-th operation of a whole command with each errno, for every k until a run meets no fault, and judges what it leaves behind.
// The operations, their order and their errors are those of POSIX systems: not on Windows.

/** In memory where the system has such a place: tens of thousands of `fsync` calls take minutes on a disk. */
const root = realpathSync(mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'statefix-torture-')));
addFiles(root, PROJECT);
const counts = { runs: 0, faults: 0, old: 0, new: 0, bad: 0 };

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
  process.stdout.write(
    `fault injection: ${counts.runs} runs, ${counts.faults} faults; ${counts.old} ended old, ${counts.new} new; ${counts.bad} bad\n`,
  );
});

async function expectedOf(scenario: Scenario): Promise<Expected> {
  arrange(root, scenario);
  const before = dataOf(root);
  expect(await exitCodeOf(scenario.run, root, nodeFs)).toBe(0);
  return { before, after: dataOf(root) };
}

function shown(fault: Fault | undefined): string {
  return fault === undefined ? 'no fault' : `${fault.operation} ${fault.path}`;
}

/** One run with its k-th operation failed, judged, and the next one; `fault` is `undefined` where it had fewer operations. */
async function faultyRun(
  scenario: Scenario,
  expected: Expected,
  errno: string,
  k: number,
  using: (fs: FsOps) => FsOps,
): Promise<{ readonly fault: Fault | undefined; readonly bad: readonly string[] }> {
  arrange(root, scenario);
  const { fs, fault } = faultyOps(k, errno);
  const exit = await exitCodeOf(scenario.run, root, using(fs));
  const found = dataOf(root);
  const bad = [...faultsIn(scenario, expected, found, exit, fault())];
  const isNew = scenario.targets.every((target) => found.get(target) === expected.after.get(target));
  counts[isNew ? 'new' : 'old'] += 1;
  if (!isSettled(expected, found)) {
    const next = await exitCodeOf(scenario.run, root, nodeFs);
    bad.push(...faultsAfterwards(expected, dataOf(root), next));
  }
  return { fault: fault(), bad: bad.map((each) => `k ${k}, ${shown(fault())}: ${each}`) };
}

async function sweep(
  scenario: Scenario,
  expected: Expected,
  errno: string,
  using: (fs: FsOps) => FsOps = (fs) => fs,
): Promise<{ readonly runs: number; readonly bad: readonly string[] }> {
  const bad: string[] = [];
  for (let k = 1; ; k += 1) {
    const run = await faultyRun(scenario, expected, errno, k, using);
    bad.push(...run.bad);
    if (run.fault === undefined) return { runs: k, bad };
  }
}

describe.skipIf(isWindows).each(SCENARIOS)('$name: whichever operation fails', (scenario) => {
  let expected: Expected;
  beforeAll(async () => {
    expected = await expectedOf(scenario);
  });

  test.each(ERRNOS)('with %s, nothing is lost, half done or left lying about', async (errno) => {
    const { runs, bad } = await sweep(scenario, expected, errno);
    counts.runs += runs;
    counts.faults += runs - 1;
    counts.bad += bad.length;
    expect(bad).toEqual([]);
    // Fewer would mean that the operations do not go through what fails.
    expect(runs).toBeGreaterThan(30);
  });
});

describe.skipIf(isWindows).each(SCENARIOS)(
  '$name: whichever rename is done and said to have failed, as on a network file system',
  (scenario) => {
    test('nothing is lost or half done', async () => {
      const expected = await expectedOf(scenario);
      const bad: string[] = [];
      for (let k = 1, isLast = false; !isLast; k += 1) {
        arrange(root, scenario);
        const { fs, fault } = faultyOps(k, 'EIO', (operation) => operation === 'rename' || operation === 'close');
        const exit = await exitCodeOf(scenario.run, root, fs);
        isLast = fault() === undefined;
        if (fault()?.operation !== 'rename') continue;
        const faults = [...faultsIn(scenario, expected, dataOf(root), exit, fault())];
        const next = await exitCodeOf(scenario.run, root, nodeFs);
        faults.push(...faultsAfterwards(expected, dataOf(root), next));
        // What was staged may stay for the next run, which clears it.
        bad.push(...faults.filter((each) => !each.startsWith('litter')).map((each) => `${shown(fault())}: ${each}`));
      }
      expect(bad).toEqual([]);
    });
  },
);

describe.skipIf(isWindows)('a command on a store that writes in place', () => {
  const [scenario] = SCENARIOS;

  test.each(['EIO', 'ENOSPC'])('is found out (%s)', async (errno) => {
    if (scenario === undefined) throw new Error('there is no scenario');
    const expected = await expectedOf(scenario);
    const { bad } = await sweep(scenario, expected, errno, writingInPlace);
    expect(bad.some((each) => each.includes('neither old nor new'))).toBe(true);
  });
});
