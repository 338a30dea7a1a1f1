import { expect, test } from 'vitest';
import { repair } from '../../../src/commands/repair.ts';
import { APP_REGISTRY, aContext, aProject, only, options } from '../../support/project.ts';

test('a .bak that the kind lets not serve is not said to be missing', async () => {
  const root = aProject({
    ...APP_REGISTRY,
    'schemas/app/kind.yaml': '{"recover": []}',
    'state.json': '{',
    'state.json.bak': '{"version": 1, "name": "x"}',
  });
  const { report } = await only(repair(options('state.json'), aContext(root)));
  expect(report.outcome).toMatchObject({
    kind: 'failed',
    error: {
      code: 'STATE_CORRUPTED',
      message: 'state.json is corrupted and no healthy candidate was found: its kind lets nothing serve (recover)',
    },
  });
});
