import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBackups } from '../../src/commands/backup/create.ts';
import { check } from '../../src/commands/check.ts';
import { migrate } from '../../src/commands/migrate.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { withHook } from '../support/faults.ts';
import { APP_REGISTRY, aContext, addFiles, all, aProject, type Files, only, options } from '../support/project.ts';
import { isWindows } from '../support/system.ts';

const V1 = '{"version": 1, "name": "x"}';
const V2 = '{"version": 2, "title": "x"}';
const CONFIG =
  'version: 1\nkinds:\n  app:\n    files: [state.json, "saves/*.json"]\n    backups: { from: ["old/{name}.*"] }\n';

function project(files: Files = {}, config = CONFIG): string {
  return aProject({ ...APP_REGISTRY, 'statefix.config.yaml': config, 'state.json': V2, ...files });
}

/** What `check` says of the backups of the one file. */
async function saidOf(root: string, ...paths: readonly string[]): Promise<readonly string[]> {
  const { report } = await only(check(options(...(paths.length === 0 ? ['state.json'] : paths)), aContext(root)));
  return report.findings.filter(({ code }) => code === 'BACKUP_UNHEALTHY').map(({ message }) => message);
}

/** Takes a backup of `state.json` into the project, and gives its path. */
async function backedUp(root: string): Promise<string> {
  await createBackups(options('state.json'), aContext(root));
  const directory = join(root, '.statefix/backups/state.json');
  const [name = ''] = readdirSync(directory).filter((each) => each !== 'manifest.json');
  return join(directory, name);
}

describe('a backup of the project', () => {
  test('that is what was stored is no finding', async () => {
    const root = project();
    await backedUp(root);
    expect(await saidOf(root)).toEqual([]);
  });

  test('whose bytes are others is told', async () => {
    const root = project();
    const path = await backedUp(root);
    writeFileSync(path, V2.replace('x', 'y'));
    const [message, ...more] = await saidOf(root);
    expect(more).toEqual([]);
    expect(message).toMatch(
      /^The backup \.statefix\/backups\/state\.json\/\S+-create-\S+ could not take the place of the file: .*its bytes are not those that were stored/,
    );
  });

  test('is told once of the file that it is of, not of others', async () => {
    const root = project({ 'saves/a.json': V2 });
    writeFileSync(await backedUp(root), 'x');
    const files = await all(check(options(), aContext(root)));
    expect(files.map(({ report }) => report.findings.some(({ code }) => code === 'BACKUP_UNHEALTHY'))).toEqual([
      false,
      true,
    ]);
  });

  test('that was taken of a broken file is no surprise', async () => {
    const root = project({ 'state.json': '{"version": 2, "tit' });
    const path = await backedUp(root);
    const manifest = readFileSync(join(path, '..', 'manifest.json'), 'utf8');
    expect(JSON.parse(manifest).entries[0].isHealthy).toBe(false);
    writeFileSync(path, 'x');
    expect(await saidOf(root)).toEqual([]);
  });

  test.skipIf(isWindows)('behind a link is not looked at', async () => {
    const root = project();
    writeFileSync(await backedUp(root), 'x');
    renameSync(join(root, '.statefix'), join(root, 'elsewhere'));
    symlinkSync(join(root, 'elsewhere'), join(root, '.statefix'));
    expect(await saidOf(root)).toEqual([]);
  });

  test('is not read by a command that changes the file', async () => {
    const root = project({ 'state.json': V1 });
    writeFileSync(await backedUp(root), 'x');
    const { report } = await only(migrate({ ...options('state.json'), mode: 'plan' }, aContext(root)));
    expect(report.findings.map(({ code }) => code)).toEqual(['VERSION_OUTDATED']);
  });
});

describe('a backup of another program', () => {
  test('that could take the place of the file is no finding', async () => {
    expect(await saidOf(project({ 'old/state.1': V1, 'old/state.2': V2 }))).toEqual([]);
  });

  test('that could not is told, with the reason', async () => {
    expect(await saidOf(project({ 'old/state.1': V1, 'old/state.2': '{"version": 2' }))).toEqual([
      expect.stringContaining('The backup old/state.2 could not take the place of the file: The text is truncated'),
    ]);
  });

  test('older than the five newest is not looked at', async () => {
    const root = project();
    mkdirSync(join(root, 'old'));
    for (let index = 0; index < 8; index += 1) {
      const path = join(root, 'old', `state.${index}`);
      writeFileSync(path, `{"version": 2, "n": ${index}`);
      utimesSync(path, index, index);
    }
    const told = await saidOf(root);
    expect(told.map((message) => /old\/state\.(\d)/.exec(message)?.[1])).toEqual(['7', '6', '5', '4', '3']);
  });

  test('is judged by the severities of the config', async () => {
    const broken = '{"version": 2, "name": "x"}';
    expect(await saidOf(project({ 'old/state.1': broken }))).toHaveLength(1);
    expect(
      await saidOf(project({ 'old/state.1': broken }, `${CONFIG}severity: { SCHEMA_MISMATCH: warning }\n`)),
    ).toEqual([]);
  });

  test('of which the state is a part is judged by that part, for each file of it', async () => {
    const config = CONFIG.replace('["old/{name}.*"]', '[{ files: "../all/*.json", at: "/data/{name}" }]');
    const saves = { 'saves/a.json': V2, 'saves/b.json': V2, 'saves/c.json': V2 };
    const root = project({ ...saves, 'all/1.json': `{"data": {"a": ${V2}, "b": {"version": 2}}}` }, config);
    const told = await Promise.all(['a', 'b', 'c'].map((name) => saidOf(root, `saves/${name}.json`)));
    expect(told.map(({ length }) => length)).toEqual([0, 1, 0]);
  });

  test('is what remains of a file that is gone', async () => {
    const root = aProject({ ...APP_REGISTRY, 'statefix.config.yaml': CONFIG, 'old/state.1': V2 });
    for (const run of [check, migrate]) {
      const { report } = await only(run(options('state.json'), aContext(root)));
      expect(report.findings.map(({ code, args }) => [code, args])).toEqual([
        ['FILE_MISSING', { remains: ['old/state.1'] }],
      ]);
    }
  });

  test.skipIf(isWindows)('that is a link is told, and not followed', async () => {
    const root = project({ 'old/x': '' });
    symlinkSync(join(root, 'state.json'), join(root, 'old/state.1'));
    expect(await saidOf(root)).toEqual([expect.stringContaining('it is a link, and may lead anywhere')]);
  });
});

test('a .bak is judged by the severities of the config, too', async () => {
  const files = { 'state.json.bak': '{"version": 2, "name": "x"}' };
  expect(await saidOf(project(files))).toHaveLength(1);
  expect(await saidOf(project(files, `${CONFIG}severity: { SCHEMA_MISMATCH: note }\n`))).toEqual([]);
});

test('a .bak that cannot be read is unhealthy, whatever the config says of that', async () => {
  const config = `${CONFIG}severity: { SYNTAX_INVALID: off }\n`;
  expect(await saidOf(project({ 'state.json.bak': '{' }, config))).toHaveLength(1);
});

test('where there are no backups, a look at them costs a run one listing, and a file one look for a directory', async () => {
  const counted = async (config: string) => {
    const root = project({}, config);
    addFiles(root, Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`saves/${index}.json`, V2])));
    const counts = new Map<string, number>();
    const fs = withHook(nodeFs, (operation, _, act) => {
      counts.set(operation, (counts.get(operation) ?? 0) + 1);
      return act();
    });
    await all(check(options(), aContext(root, { fs })));
    return counts;
  };
  const without = await counted('version: 1\nkinds:\n  app: { files: ["saves/*.json"] }\n');
  const withGlob = await counted(
    'version: 1\nkinds:\n  app: { files: ["saves/*.json"], backups: { from: ["old/{name}.*"] } }\n',
  );
  expect((withGlob.get('readdir') ?? 0) - (without.get('readdir') ?? 0)).toBe(0);
  expect((withGlob.get('lstat') ?? 0) - (without.get('lstat') ?? 0)).toBeLessThanOrEqual(2 * 20);
  // The config, the registry, the directory of the state files, and once .statefix/backups.
  expect(without.get('readdir')).toBeLessThanOrEqual(10);
});

test('many files share one listing of the directory of their backups, and one reading of a backup of them all', async () => {
  const config =
    'version: 1\nkinds:\n  app:\n    files: ["saves/*.json"]\n    backups: { from: ["../old/{name}.*", { files: "../all/*.json", at: "/{name}" }] }\n';
  const names = Array.from({ length: 20 }, (_, index) => String(index));
  const everything = `{${names.map((name) => `"${name}": ${V2}`).join(', ')}}`;
  const root = project({ 'all/1.json': everything }, config);
  addFiles(
    root,
    Object.fromEntries(
      names.flatMap((name) => [
        [`saves/${name}.json`, V2],
        [`old/${name}.1`, V2],
      ]),
    ),
  );
  const seen: string[] = [];
  const fs = withHook(nodeFs, (operation, [path], act) => {
    if (['readdir', 'open'].includes(operation)) seen.push(`${operation} ${path}`);
    return act();
  });
  expect(await all(check(options(), aContext(root, { fs })))).toHaveLength(20);
  const count = (what: string) => seen.filter((each) => each === what).length;
  expect(
    [`readdir ${join(root, 'old')}`, `readdir ${join(root, 'all')}`, `open ${join(root, 'all/1.json')}`].map(count),
  ).toEqual([1, 1, 1]);
  expect(count(`open ${join(root, 'old/7.1')}`)).toBe(1);
});
