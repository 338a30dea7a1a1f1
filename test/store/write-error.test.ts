import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyPlan } from '../../src/store/apply.ts';
import { LIMITS, planFor, sessionOf } from '../support/plans.ts';
import { makeTree } from '../support/tree.ts';

test('a directory in the place of the .bak is told with what to do', async () => {
  const root = makeTree({ 'state.json': 'old' });
  const path = join(root, 'state.json');
  mkdirSync(`${path}.bak`);
  const session = sessionOf();
  await expect(applyPlan(planFor(path, 'new'), session, LIMITS)).rejects.toMatchObject({
    code: 'WRITE_FAILED',
    step: 'backup',
    hint: expect.stringMatching(process.platform === 'win32' ? /./ : /^A directory stands where a file has to be/),
  });
  session.close();
});
