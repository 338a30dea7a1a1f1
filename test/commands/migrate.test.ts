import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/commands/migrate.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { withHook } from '../support/faults.ts';
import { APP_REGISTRY, aContext, addFiles, all, aProject, namesIn, only, options, textOf } from '../support/project.ts';

const OLD = '{\n    "name": "x",   // not here\n    "version": 1\n}\n'.replace('   // not here', '');

function migrated(root: string, changes: Partial<ReturnType<typeof options>> = {}) {
  return all(migrate({ ...options('state.json'), ...changes }, aContext(root)));
}

describe('migrate', () => {
  test('brings a file to the current version by all its steps', async () => {
    const root = aProject({ ...APP_REGISTRY, 'state.json': OLD });
    const { report } = await only(migrate(options('state.json'), aContext(root)));
    expect(report.outcome).toEqual({
      kind: 'applied',
      steps: [
        { kind: 'migrate', from: '1', to: '2', name: '2_rename' },
        { kind: 'migrate', from: '2', to: '3', name: '3_stats' },
      ],
    });
    expect(report.stateVersion).toEqual({ found: '1', current: '3', after: '3' });
    expect(report.remaining).toEqual([]);
    expect(JSON.parse(textOf(root, 'state.json'))).toMatchObject({ version: 3, title: 'x', stats: { runs: 0 } });
  });

  test('a renamed key keeps its place, and new members go behind their sibling in the style of the file', async () => {
    const root = aProject({ ...APP_REGISTRY, 'state.json': OLD });
    await migrated(root);
    expect(textOf(root, 'state.json')).toMatch(
      /^\{\n {4}"title": "x",\n {4}"stats": \{\n {8}"runs": 0\n {4}\},\n {4}"checksum": "sha256:[0-9a-f]{64}",\n {4}"version": 3\n\}\n$/,
    );
  });

  test('the old file is the .bak, byte for byte, and nothing else is left', async () => {
    const root = aProject({ ...APP_REGISTRY, 'state.json': OLD });
    await migrated(root);
    expect(textOf(root, 'state.json.bak')).toBe(OLD);
    expect(namesIn(root)).toEqual(['migrations', 'schemas', 'state.json', 'state.json.bak']);
  });

  test('a second run writes nothing', async () => {
    const root = aProject({ ...APP_REGISTRY, 'state.json': OLD });
    await migrated(root);
    const before = statSync(join(root, 'state.json'), { bigint: true });
    const [second] = await migrated(root);
    expect(second?.report.outcome).toEqual({ kind: 'unchanged' });
    expect(statSync(join(root, 'state.json'), { bigint: true }).mtimeNs).toBe(before.mtimeNs);
    expect(textOf(root, 'state.json.bak')).toBe(OLD);
  });

  test('--to goes up a part of the way, and down again to the same bytes', async () => {
    const root = aProject({ ...APP_REGISTRY, 'state.json': OLD });
    await migrated(root, { to: '2' });
    expect(textOf(root, 'state.json')).toBe(OLD.replace('name', 'title').replace('1', '2'));
    await migrated(root, { to: '3' });
    await migrated(root, { to: '1' });
    expect(textOf(root, 'state.json')).toBe(OLD);
  });

  test('a plan shows the difference and leaves no trace', async () => {
    const root = aProject({ ...APP_REGISTRY, 'state.json': OLD });
    const [file] = await migrated(root, { mode: 'plan', to: '2' });
    expect(file?.report.outcome).toMatchObject({
      kind: 'planned',
      diff: [
        '--- a/state.json',
        '+++ b/state.json',
        '@@ -1,4 +1,4 @@',
        ' {',
        '-    "name": "x",',
        '-    "version": 1',
        '+    "title": "x",',
        '+    "version": 2',
        ' }',
        '',
      ].join('\n'),
    });
    expect(namesIn(root)).toEqual(['migrations', 'schemas', 'state.json']);
    expect(textOf(root, 'state.json')).toBe(OLD);
  });

  test('an unknown version is answered with the nearest', async () => {
    const root = aProject({ ...APP_REGISTRY, 'state.json': OLD });
    await expect(migrated(root, { to: '4' })).rejects.toMatchObject({ code: 'USAGE' });
  });

  test('a file with an error is left alone', async () => {
    const root = aProject({ ...APP_REGISTRY, 'state.json': '{"version": 1}' });
    const [file] = await migrated(root);
    expect(file?.report.outcome).toEqual({ kind: 'unchanged' });
    expect(file?.report.remaining.map(({ code }) => code)).toEqual(['SCHEMA_MISMATCH', 'VERSION_OUTDATED']);
    expect(namesIn(root)).toEqual(['migrations', 'schemas', 'state.json']);
  });

  test('standard input comes back changed', async () => {
    const root = aProject(APP_REGISTRY);
    const context = aContext(root, { readStdin: async () => new TextEncoder().encode(OLD) });
    const { report, output } = await only(migrate({ ...options('-'), to: '2' }, context));
    expect(report.outcome.kind).toBe('applied');
    expect(new TextDecoder().decode(output)).toBe(OLD.replace('name', 'title').replace('1', '2'));
  });

  test('a directory is listed as often for many files as for few', async () => {
    const listings = async (count: number) => {
      const files = Array.from({ length: count }, (_, index) => [`data/${index}.json`, OLD]);
      const root = aProject({ ...APP_REGISTRY, ...Object.fromEntries(files) });
      let listed = 0;
      const fs = withHook(nodeFs, (operation, [path], act) => {
        if (operation === 'readdir' && path === join(root, 'data')) listed += 1;
        return act();
      });
      const done = await all(migrate(options('data'), aContext(root, { fs })));
      expect(done.map(({ report }) => report.outcome.kind)).toEqual(Array.from({ length: count }, () => 'applied'));
      return listed;
    };
    expect(await listings(12)).toBe(await listings(2));
  });

  test('a .bak that was broken is no finding any more once the change has made a new one', async () => {
    const root = aProject({ ...APP_REGISTRY, 'state.json': OLD, 'state.json.bak': '{' });
    const { report } = await only(migrate(options('state.json'), aContext(root)));
    expect(report.findings.map(({ code }) => code)).toContain('BACKUP_UNHEALTHY');
    expect(report.remaining).toEqual([]);
    expect(textOf(root, 'state.json.bak')).toBe(OLD);
  });

  test('what a dead writer staged for a file that is gone is left for a person to look at', async () => {
    const root = aProject({ ...APP_REGISTRY, '.tmp-fffffc00/state.json': OLD });
    const { report } = await only(migrate({ ...options('state.json'), kind: 'app' }, aContext(root)));
    expect(report.findings.map(({ code }) => code)).toContain('FILE_MISSING');
    expect(textOf(root, '.tmp-fffffc00/state.json')).toBe(OLD);
  });
});

describe('a migration that goes wrong', () => {
  test('a result without a place for its version is told with that place', async () => {
    const root = aProject({
      'schemas/nest/kind.yaml': '{"version": "/meta/version", "unversioned": 1}',
      'schemas/nest/1.schema.json': '{}',
      'schemas/nest/2.schema.json': '{}',
      'migrations/nest/2_same.mjs': 'export const up = (state) => state;',
      'state.json': '{"meta": 5}',
    });
    const { report } = await only(migrate(options('state.json'), aContext(root)));
    expect(report.outcome).toMatchObject({
      kind: 'failed',
      error: {
        code: 'MIGRATION_FAILED',
        message:
          'migrations/nest/2_same.mjs: its result has no place for what its kind carries there (at /meta/version)',
        pointer: '/meta/version',
      },
    });
    expect(textOf(root, 'state.json')).toBe('{"meta": 5}');
  });

  test.each([
    ['throws', 'export const up = () => { throw new Error("no luck"); };', 'no luck'],
    ['returns nothing', 'export const up = () => {};', 'nothing'],
    ['is async', 'export const up = async (state) => ({ ...state, title: state.name });', 'async'],
    [
      'mutates its input',
      'export const up = (state) => { state.title = state.name; delete state.name; return state; };',
      'input',
    ],
    ['loses a leaf', 'export const up = ({ name, ...rest }) => ({ ...rest, title: "fixed" });', 'would lose /name'],
    ['writes another version', 'export const up = ({ name }) => ({ title: name, version: 7 });', 'wrote the version 7'],
    [
      'does not fit its schema',
      'export const up = (state) => ({ ...state });',
      'does not fit schemas/app/2.schema.json',
    ],
    ['has no up', 'export const upp = (state) => state;', 'up'],
    ['is no module', 'export const up = (', '2_rename.mjs'],
  ])('that %s is named with its reason, and the file is as it was', async (_what, code, reason) => {
    const root = aProject({ ...APP_REGISTRY, 'migrations/app/2_rename.mjs': code, 'state.json': OLD });
    const [file] = await migrated(root);
    expect(file?.report.outcome).toMatchObject({
      kind: 'failed',
      error: { code: 'MIGRATION_FAILED', step: '2_rename' },
    });
    const message = file?.report.outcome.kind === 'failed' ? file.report.outcome.error.message : '';
    expect(message).toContain('migrations/app/2_rename.mjs');
    expect(message).toContain(reason);
    expect(textOf(root, 'state.json')).toBe(OLD);
    expect(namesIn(root)).toEqual(['migrations', 'schemas', 'state.json']);
  });

  test('one file that fails leaves the others done', async () => {
    const root = aProject({ ...APP_REGISTRY, 'a.json': OLD, 'b.json': OLD });
    addFiles(root, {
      'migrations/app/2_rename.mjs':
        'export const up = ({ name, ...rest }) => { if (name === "bad") throw new Error("x"); return { ...rest, title: name }; };',
      'a.json': OLD.replace('"x"', '"bad"'),
    });
    const files = await all(migrate(options('a.json', 'b.json'), aContext(root)));
    expect(files.map(({ report }) => report.outcome.kind)).toEqual(['failed', 'applied']);
  });
});
