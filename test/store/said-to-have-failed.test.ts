import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyPlan } from '../../src/store/apply.ts';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import { systemError, withHook } from '../support/faults.ts';
import { LIMITS, planFor, sessionOf } from '../support/plans.ts';
import { makeTree } from '../support/tree.ts';

/** The rename to that path is answered with EIO, after it was done or instead of it. */
function failingRename(path: string, isDone: boolean): FsOps {
  return withHook(nodeFs, (operation, args, act) => {
    if (operation !== 'rename' || args[1] !== path) return act();
    if (isDone) act();
    throw systemError('EIO', operation);
  });
}

async function replaced(isDone: boolean) {
  const root = makeTree({ 'state.json': 'old', 'state.json.bak': 'older' });
  const path = join(root, 'state.json');
  const session = sessionOf(failingRename(path, isDone));
  const told = await applyPlan(planFor(path, 'new'), session, LIMITS).catch((error: unknown) => error);
  session.close();
  return { told, path, texts: [path, `${path}.bak`].map((at) => readFileSync(at, 'utf8')) };
}

describe('a rename that the system says has failed', () => {
  test('and which was done is told, and the old content stays beside the new one', async () => {
    const { told, path, texts } = await replaced(true);
    expect(told).toMatchObject({
      code: 'WRITE_FAILED',
      step: 'rename',
      errno: 'EIO',
      message: `${path}: cannot rename: EIO (the new content is in place nevertheless)`,
    });
    expect(texts).toEqual(['new', 'old']);
  });

  test('and which was not done leaves everything as it was', async () => {
    const { told, path, texts } = await replaced(false);
    expect(told).toMatchObject({ code: 'WRITE_FAILED', message: `${path}: cannot rename: EIO` });
    expect(texts).toEqual(['old', 'older']);
  });
});
