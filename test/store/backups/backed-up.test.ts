import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backedUpPaths } from '../../../src/store/backups/backed-up.ts';
import { directoryOfBackups } from '../../../src/store/backups/names.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { failAlways } from '../../support/faults.ts';
import { backupProject } from './project.ts';

describe('the files that have backups', () => {
  test('of a project without any are none', () => {
    expect(backedUpPaths(nodeFs, backupProject().store)).toEqual([]);
  });

  test.each(['saves/é 100%.json', `${'long/'.repeat(45)}state.json`])('are known when they are gone: %s', (name) => {
    const project = backupProject(name);
    project.adopt('1');
    rmSync(project.path);
    expect(backedUpPaths(nodeFs, project.store)).toEqual([project.path]);
  });

  test.each([
    ['a directory that leads out of the project', '..%2F..%2Fetc%2Fpasswd'],
    ['the project itself', '%2E'],
    ['a name that is not ours', 'a b'],
    ['a name that is no path', '%zz'],
  ])('are not %s', (_what, name) => {
    const { store } = backupProject();
    mkdirSync(join(store.directory, 'backups', name), { recursive: true });
    expect(backedUpPaths(nodeFs, store)).toEqual([]);
  });

  test('are not what a manifest says of a directory that is another', () => {
    const { store, path } = backupProject();
    const directory = join(store.directory, 'backups', 'x%~0');
    mkdirSync(directory, { recursive: true });
    for (const text of ['{"path":"state.json"}', '{"path":7}', '{']) {
      writeFileSync(join(directory, 'manifest.json'), text);
      expect(backedUpPaths(nodeFs, store)).toEqual([]);
    }
    mkdirSync(directoryOfBackups(store, path));
    expect(backedUpPaths(nodeFs, store)).toEqual([path]);
  });

  test('cannot be told where the system refuses', () => {
    const { store } = backupProject();
    const fs = failAlways('EACCES', (operation) => operation === 'readdir');
    expect(() => backedUpPaths(fs, store)).toThrow(
      expect.objectContaining({ code: 'WRITE_FAILED', step: 'read', errno: 'EACCES' }),
    );
  });
});
