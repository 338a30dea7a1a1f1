import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tellFigures } from '../../support/figures.ts';
import { bundleWorker, compared, figures } from '../lock-stress/runs.ts';
import type { StressResult } from '../lock-stress/stress.ts';

// The same stress for our lock and for proper-lockfile, whatever it shows of that. A dead holder holds up proper-lockfile for two seconds at least.

const lines: string[] = [];
const results: StressResult[] = [];
let script = '';

beforeAll(async () => {
  script = await bundleWorker();
});
afterAll(() => {
  process.stdout.write(lines.join(''));
  const [ours, theirs] = results;
  if (ours === undefined || theirs === undefined) return;
  const { processes, increments, kills } = ours;
  tellFigures({
    harness: 'the lock beside proper-lockfile',
    tried: `${increments} increments by ${processes} processes, ${kills} kills`,
    bad: ours.lost + ours.overlaps,
    controls: [{ name: 'proper-lockfile', tried: theirs.increments, bad: theirs.lost + theirs.overlaps }],
  });
});

describe.skipIf(process.platform !== 'linux')('the same stress', () => {
  test('for ours: nothing is lost, nobody is inside with another', async () => {
    const result = await compared('statefix', script);
    lines.push(figures('compared: statefix', result));
    results.push(result);
    expect(result).toMatchObject({ lost: 0, overlaps: 0, failures: [], isComplete: true });
  }, 660_000);

  test('for proper-lockfile is reported', async () => {
    const result = await compared('proper-lockfile', script);
    lines.push(figures('compared: proper-lockfile', result));
    results.push(result);
    expect(result.increments).toBeGreaterThan(0);
  }, 660_000);
});
