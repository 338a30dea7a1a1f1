import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { restoreBackup } from '../../src/commands/backup/restore.ts';
import { migrate } from '../../src/commands/migrate.ts';
import { undo } from '../../src/commands/undo.ts';
import { failAlways } from '../support/faults.ts';
import { aContext, addFiles, all, aProject, only, options, textOf } from '../support/project.ts';
import { PROJECT } from '../torture/scenarios.ts';

// What the system does not let be read is not taken for missing: an older content would come back.

const V1 = '{\n  "version": 1,\n  "name": "x"\n}\n';

async function aMigratedProject(): Promise<string> {
  const root = aProject(PROJECT);
  addFiles(root, { 'data/app.json:0600': V1 });
  await all(migrate(options('data/app.json'), aContext(root)));
  return root;
}

describe('undo', () => {
  test('where the audit cannot be read, says so and changes nothing', async () => {
    const root = await aMigratedProject();
    const before = textOf(root, 'data/app.json');
    const fs = failAlways('EACCES', (operation, [path]) => operation === 'open' && `${path}`.endsWith('audit.jsonl'));
    const run = all(undo({ ...options('data/app.json'), isForced: false }, aContext(root, { fs })));
    await expect(run).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      message: `${join(root, '.statefix', 'audit.jsonl')}: it cannot be read: you have no permission (EACCES)`,
    });
    expect(textOf(root, 'data/app.json')).toBe(before);
  });
});

describe('backup restore', () => {
  test('where the newest backup can be judged, but not read again, says so and changes nothing', async () => {
    const root = await aMigratedProject();
    const directory = join(root, '.statefix', 'backups', 'data%2Fapp.json');
    const id = readdirSync(directory).find((name) => name.includes('migrate')) ?? '';
    const before = textOf(root, 'data/app.json');
    let reads = 0;
    const fs = failAlways('EIO', (operation, [path]) => {
      if (operation === 'open' && path === join(directory, id)) reads += 1;
      return operation === 'open' && path === join(directory, id) && reads > 1;
    });
    const { report } = await only(
      restoreBackup({ ...options('data/app.json'), id: undefined }, aContext(root, { fs })),
    );
    expect(report.outcome).toMatchObject({
      kind: 'failed',
      error: {
        code: 'WRITE_FAILED',
        message: `the backup ${id} of data/app.json cannot be read: the device reported an error (EIO)`,
      },
    });
    expect(textOf(root, 'data/app.json')).toBe(before);
  });
});
