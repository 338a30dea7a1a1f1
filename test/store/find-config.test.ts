import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StatefixError } from '../../src/model/errors.ts';
import { findConfig, loadConfig } from '../../src/store/find-config.ts';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import { makeTree } from '../support/tree.ts';

const CONFIG = 'version: 1\nkinds:\n  app:\n    files: [state.json]\n';

async function refusal(cwd: string, named?: string, fs: FsOps = nodeFs): Promise<StatefixError> {
  const error: unknown = await findConfig({ fs, cwd, named }).catch((thrown: unknown) => thrown);
  if (!(error instanceof StatefixError)) throw new TypeError('it was not refused');
  return error;
}

describe('where the config is looked for', () => {
  it.each(['statefix.config.yaml', 'statefix.config.yml'])(
    'finds %s above, up to the root of the repository',
    async (name) => {
      const root = makeTree({ '.git/HEAD': '', [name]: CONFIG, 'a/b/x': '' });
      const found = await findConfig({ fs: nodeFs, cwd: join(root, 'a/b'), named: undefined });
      expect(found).toMatchObject({ path: join(root, name), directory: root });
    },
  );

  it('does not look beyond the root of the repository', async () => {
    const root = makeTree({ 'statefix.config.yaml': CONFIG, 'repo/.git/HEAD': '', 'repo/a/x': '' });
    expect(await findConfig({ fs: nodeFs, cwd: join(root, 'repo/a'), named: undefined })).toBeUndefined();
  });

  it('looks only in the working directory outside a repository', async () => {
    const root = makeTree({ 'statefix.config.yaml': CONFIG, 'a/x': '' });
    expect(await findConfig({ fs: nodeFs, cwd: join(root, 'a'), named: undefined })).toBeUndefined();
    expect(await findConfig({ fs: nodeFs, cwd: root, named: undefined })).toBeDefined();
  });

  it('takes a worktree, whose .git is a file, for a repository', async () => {
    const root = makeTree({ '.git': 'gitdir: x', 'statefix.config.json': '{"version": 1}', 'a/x': '' });
    expect(await findConfig({ fs: nodeFs, cwd: join(root, 'a'), named: undefined })).toBeDefined();
  });

  it('takes the member of package.json, and passes over a package.json without one', async () => {
    const root = makeTree({
      '.git/HEAD': '',
      'package.json': '{"statefix": {"version": 1, "severity": {"BOM_FOUND": "off"}}}',
      'a/package.json': '{"dependencies": {"statefix": "1"}}',
    });
    const found = await findConfig({ fs: nodeFs, cwd: join(root, 'a'), named: undefined });
    expect(found?.path).toBe(join(root, 'package.json'));
    expect(found?.written.severity?.get('BOM_FOUND')).toBe('off');
  });

  it('does not mind a broken package.json that does not speak of statefix', async () => {
    const root = makeTree({ 'package.json': '{"name": ' });
    expect(await findConfig({ fs: nodeFs, cwd: root, named: undefined })).toBeUndefined();
  });

  it('takes the file that was named, relative to the working directory', async () => {
    const root = makeTree({ 'other.yaml': CONFIG });
    const config = await loadConfig(
      { fs: nodeFs, cwd: root, named: 'other.yaml' },
      { schemas: undefined, migrations: undefined, lockTimeout: undefined, maxSize: undefined },
    );
    expect(config.kinds.map(({ name }) => name)).toEqual(['app']);
  });
});

describe('what is wrong with a config', () => {
  it('names file, line and column of a misspelt setting, and the known one', async () => {
    const error = await refusal(makeTree({ 'statefix.config.yaml': 'version: 1\nkinds:\n  app:\n    fiels: [a]\n' }));
    expect([error.code, error.message]).toEqual([
      'CONFIG_INVALID',
      'statefix.config.yaml:4:5: "fiels" is no fact of a kind (at /kinds/app/fiels)',
    ]);
    expect(error.hint).toContain('Did you mean "files"?');
  });

  it('points into the member of package.json', async () => {
    const error = await refusal(makeTree({ 'package.json': '{\n  "statefix": {"version": 2}\n}' }));
    expect(error.message).toBe('package.json:2:27: version must be 1, not 2 (at /version)');
  });

  it('names place and reason of broken syntax', async () => {
    const error = await refusal(makeTree({ 'statefix.config.json': '{"version": 1,,}' }));
    expect([error.code, error.message.split(':').slice(0, 3)]).toEqual([
      'CONFIG_INVALID',
      ['statefix.config.json', '1', '15'],
    ]);
  });

  it('refuses two configs in one directory', async () => {
    const error = await refusal(makeTree({ 'statefix.config.yaml': CONFIG, 'statefix.config.json': '{"version":1}' }));
    expect(error.message).toBe('there are two configs: statefix.config.yaml and statefix.config.json');
  });

  it('says that a named config is not there, and which one may be meant', async () => {
    const root = makeTree({ 'statefix.config.yaml': CONFIG });
    const error = await refusal(root, 'statefix.confg.yaml');
    expect([error.message, error.hint]).toEqual([
      'there is no config at statefix.confg.yaml',
      'Did you mean --config statefix.config.yaml?',
    ]);
  });

  it('refuses a directory where the config is meant', async () => {
    const root = makeTree();
    mkdirSync(join(root, 'statefix.config.yaml'));
    expect((await refusal(root)).message).toBe('statefix.config.yaml: it is a directory, not a file');
  });

  it('does not take a config that cannot be looked at for absent', async () => {
    const denied = Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'lstat' });
    const fs: FsOps = {
      ...nodeFs,
      lstat: () => {
        throw denied;
      },
    };
    const error = await refusal(makeTree(), undefined, fs);
    expect([error.code, error.errno]).toEqual(['CONFIG_INVALID', 'EACCES']);
  });

  it('takes an empty config for one that does not say its version', async () => {
    const error = await refusal(makeTree({ 'statefix.config.yaml': '' }));
    expect(error.message).toContain('must be an object');
  });
});
