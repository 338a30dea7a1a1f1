import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyPlan } from '../../src/store/apply.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { systemError, withHook } from '../support/faults.ts';
import { LIMITS, planFor, sessionOf } from '../support/plans.ts';
import { makeTree } from '../support/tree.ts';

// Windows tells no such bits.
test.skipIf(process.platform === 'win32')('only the file that was judged gets another mode', async () => {
  const root = makeTree({ 'state.json': '{}', other: '{}' });
  const path = join(root, 'state.json');
  const plan = planFor(path, '{}', { mode: 0o600 });
  let opened = 0;
  const fs = withHook(nodeFs, (operation, args, act) => {
    // The first opening reads the file anew; between it and the second another program puts its own there.
    if (operation === 'open' && args[0] === path) {
      opened += 1;
      if (opened === 2) renameSync(join(root, 'other'), path);
    }
    return act();
  });
  const session = sessionOf(fs);
  const mode = statSync(join(root, 'other')).mode;
  await expect(applyPlan(plan, session, LIMITS)).rejects.toMatchObject({ code: 'STATE_CHANGED' });
  session.close();
  expect(statSync(path).mode).toBe(mode);
});

test.skipIf(process.platform === 'win32')(
  'a mode that is changed, but could not be synced, is told as that',
  async () => {
    const root = makeTree({ 'state.json': '{}' });
    const path = join(root, 'state.json');
    let fd: unknown;
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (operation === 'fsync' && args[0] === fd) throw systemError('EIO', operation);
      const result: unknown = act();
      if (operation === 'open' && args[0] === path) fd = result;
      if (operation === 'close' && args[0] === fd) fd = undefined;
      return result;
    });
    const session = sessionOf(fs);
    await expect(applyPlan(planFor(path, '{}', { mode: 0o600 }), session, LIMITS)).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      step: 'sync',
      message: `${path}: cannot sync: EIO (its mode is changed, but not proven durable)`,
    });
    session.close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  },
);
