import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { migrate } from '../../src/commands/migrate.ts';
import { APP_REGISTRY, aContext, addFiles, all, aProject, options } from '../support/project.ts';
import { isWindows } from '../support/system.ts';

const STATE = { 'state.json': '{"version": 1, "name": "a"}\n' };
const refusal = expect.objectContaining({
  code: 'CONFIG_INVALID',
  message: expect.stringContaining('outside of the workspace'),
});

/** A workspace, and a registry beside it. */
function aPlace(config: string): string {
  const root = aProject({});
  addFiles(join(root, 'outside'), APP_REGISTRY);
  addFiles(join(root, 'workspace'), { ...STATE, 'statefix.config.yaml': config });
  return join(root, 'workspace');
}

const NAMED =
  'version: 1\nregistry: { schemas: ../outside/schemas, migrations: ../outside/migrations }\nkinds: { app: { files: [state.json] } }\n';
const DEFAULT = 'version: 1\nkinds: { app: { files: [state.json] } }\n';

describe.skipIf(isWindows)('a registry outside of the workspace', () => {
  test.each([['check', check] as const, ['migrate', migrate] as const])('is refused to %s', async (_, command) => {
    const cwd = aPlace(NAMED);
    await expect(all(command(options(), aContext(cwd, { workspace: cwd })))).rejects.toEqual(refusal);
  });

  test('is refused where a link leads to it', async () => {
    const cwd = aPlace(DEFAULT);
    symlinkSync('../outside/schemas', join(cwd, 'schemas'));
    symlinkSync('../outside/migrations', join(cwd, 'migrations'));
    await expect(all(migrate(options(), aContext(cwd, { workspace: cwd })))).rejects.toEqual(refusal);
  });

  test('is taken where an option names it', async () => {
    const cwd = aPlace(DEFAULT);
    mkdirSync(join(cwd, 'empty'));
    const named = { ...options(), schemas: '../outside/schemas', migrations: '../outside/migrations' };
    const [file] = await all(migrate(named, aContext(cwd, { workspace: cwd })));
    expect(file?.report.outcome.kind).toBe('applied');
  });

  test('is taken where there is no workspace', async () => {
    const cwd = aPlace(NAMED);
    const [file] = await all(migrate(options(), aContext(cwd)));
    expect(file?.report.outcome.kind).toBe('applied');
  });
});
