import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { tellFigures } from '../../support/figures.ts';
import { addFiles } from '../../support/project.ts';
import { CONTROLS, WITH_NOTHING_WRONG } from './controls.ts';
import { lineOf, NO_FIGURES, rowOf, withControl, withReplay } from './figures.ts';
import { type Effort, replay } from './replay.ts';
import { CRASH_SCENARIOS, PROJECT } from './scenarios.ts';

// Records every file operation of whole commands, and judges every state that a power cut may leave at any point of them: after ALICE, "All File
// Systems Are Not Created Equal" (OSDI '14). Who is dead after a reboot is told here by the facts that Linux has.

const EFFORT: Effort =
  process.env['STATEFIX_TORTURE'] === 'long'
    ? { exhaustive: 6, random: 30, contents: 12, nextRuns: 1500 }
    : { exhaustive: 3, random: 3, contents: 3, nextRuns: 30 };
const isLinux = process.platform === 'linux';

/** In memory where the system has such a place: what is made and taken away here thousands of times needs no disk. */
const root = realpathSync(mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'statefix-crash-')));
addFiles(root, PROJECT);
let figures = NO_FIGURES;

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
  if (!isLinux) return;
  process.stdout.write(`${lineOf(figures)}\n`);
  tellFigures(rowOf(figures));
});

describe.skipIf(!isLinux)('whenever the power goes', () => {
  test.each(CRASH_SCENARIOS)(
    '$name: old or new, and what was acknowledged stays',
    async (scenario) => {
      const found = await replay(root, scenario, EFFORT);
      figures = withReplay(figures, found);
      expect(found.bad.slice(0, 5)).toEqual([]);
    },
    3_600_000,
  );

  test('there are states enough to prove something', () => {
    expect(figures.states).toBeGreaterThanOrEqual(2000);
    expect(figures.nextRuns).toBeGreaterThanOrEqual(300);
  });
});

describe.skipIf(!isLinux)('a writer', () => {
  test('with nothing wrong is not found fault with', async () => {
    expect((await replay(root, WITH_NOTHING_WRONG, { ...EFFORT, nextRuns: 0 })).bad).toEqual([]);
  });

  test.each(CONTROLS)('$scenario.name: is found out', async ({ scenario, fault }) => {
    const found = await replay(root, scenario, { ...EFFORT, nextRuns: 0 });
    figures = withControl(figures, scenario.name, found);
    expect(found.bad.filter((each) => fault.test(each))).not.toEqual([]);
  });
});
