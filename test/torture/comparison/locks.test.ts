import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleWorker, compared, figures } from '../lock-stress/runs.ts';

// The same stress for our lock and for proper-lockfile, whatever it shows of that. A dead holder holds up proper-lockfile for two seconds at least.

const lines: string[] = [];
let script = '';

beforeAll(async () => {
  script = await bundleWorker();
});
afterAll(() => process.stdout.write(lines.join('')));

describe.skipIf(process.platform !== 'linux')('the same stress', () => {
  test('for ours: nothing is lost, nobody is inside with another', async () => {
    const result = await compared('statefix', script);
    lines.push(figures('compared: statefix', result));
    expect(result).toMatchObject({ lost: 0, overlaps: 0, failures: [], isComplete: true });
  }, 660_000);

  test('for proper-lockfile is reported', async () => {
    const result = await compared('proper-lockfile', script);
    lines.push(figures('compared: proper-lockfile', result));
    expect(result.increments).toBeGreaterThan(0);
  }, 660_000);
});
