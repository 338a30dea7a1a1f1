import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { failAlways, withHook } from '../../support/faults.ts';
import { isWindows } from '../../support/system.ts';
import { makeTree } from '../../support/tree.ts';
import { type BackupProject, backupProject } from '../backups/project.ts';
import { allIn, aSearch, changedAfter, namesOf, readAll } from './found.ts';

const WHOLE = { at: '', into: '', envelope: [] };
const DAMAGED = 'its bytes are not those that were stored: it is damaged';

function searchIn(project: BackupProject, changes: Parameters<typeof aSearch>[1] = {}) {
  return aSearch(project.root, { store: project.store, ...changes });
}

describe('the backups of the project', () => {
  test('are found by their ids, the newest first, with the time at which they were taken', async () => {
    const project = backupProject();
    const older = project.adopt('1');
    const newer = project.adopt('22', { second: 5, isMilestone: true, why: 'migrate' });
    const found = await allIn('backups', searchIn(project));
    expect(found.map(({ name }) => name)).toEqual([`backup:${newer.id}`, `backup:${older.id}`]);
    expect(found[0]).toMatchObject({ source: 'backups', at: new Date(newer.at), holds: undefined });
    expect(found[0]?.shown).toBe(`.statefix/backups/state.json/${newer.id}`);
    expect(await readAll('backups', searchIn(project))).toEqual(['22', '1']);
  });

  test('are none without a store', async () => {
    const project = backupProject();
    project.adopt('1');
    expect(await namesOf('backups', searchIn(project, { store: undefined }))).toEqual([]);
  });

  test('of one content are listed once, the newest', async () => {
    const project = backupProject();
    project.adopt('same');
    project.adopt('else', { second: 1 });
    const newest = project.adopt('same', { second: 2 });
    const names = await namesOf('backups', searchIn(project));
    expect([names.length, names[0]]).toEqual([2, `backup:${newest.id}`]);
  });

  test('whose bytes are not those of its entry is damaged', async () => {
    const project = backupProject();
    const { id } = project.adopt('good');
    writeFileSync(join(project.directory, id), 'evil');
    expect(await readAll('backups', searchIn(project))).toEqual([DAMAGED]);
  });

  test('that no manifest lists are told by their names', async () => {
    const project = backupProject();
    const good = project.adopt('good');
    const bad = project.adopt('fine', { second: 1 });
    writeFileSync(join(project.directory, bad.id), 'evil');
    rmSync(join(project.directory, 'manifest.json'));
    const found = await allIn('backups', searchIn(project));
    expect(found.map(({ name, at }) => [name, at?.toISOString()])).toEqual([
      [`backup:${bad.id}`, bad.at],
      [`backup:${good.id}`, good.at],
    ]);
    expect(await readAll('backups', searchIn(project))).toEqual([DAMAGED, 'good']);
  });

  test('of which a manifest tells what cannot be are taken as they stand there', async () => {
    const project = backupProject();
    const { id } = project.adopt('good');
    const entry = { ...project.entry('x'), id: '../../../../etc/passwd' };
    writeFileSync(
      join(project.directory, 'manifest.json'),
      JSON.stringify({ version: 1, path: 'state.json', entries: [entry] }),
    );
    expect(await namesOf('backups', searchIn(project))).toEqual([`backup:${id}`]);
  });

  test.skipIf(isWindows)('behind a link are not entered, and that is told', async () => {
    const project = backupProject();
    project.adopt('1');
    const elsewhere = join(project.root, 'elsewhere');
    renameSync(join(project.store.directory, 'backups'), elsewhere);
    symlinkSync(elsewhere, join(project.store.directory, 'backups'));
    const search = searchIn(project);
    expect(await namesOf('backups', search)).toEqual([]);
    expect(search.notes).toEqual(['.statefix/backups is a link, and was not entered']);
  });

  test.skipIf(isWindows)('are told by their names where the manifest is a link', async () => {
    const project = backupProject();
    const { id } = project.adopt('good');
    const manifest = join(project.directory, 'manifest.json');
    renameSync(manifest, join(project.root, 'elsewhere'));
    symlinkSync(join(project.root, 'elsewhere'), manifest);
    const entry = { ...project.entry('good'), digest: `sha256:${'0'.repeat(64)}` };
    writeFileSync(
      join(project.root, 'elsewhere'),
      JSON.stringify({ version: 1, path: 'state.json', entries: [entry] }),
    );
    expect(await namesOf('backups', searchIn(project))).toEqual([`backup:${id}`]);
    expect(await readAll('backups', searchIn(project))).toEqual(['good']);
  });

  test('that the system does not show are told', async () => {
    const project = backupProject();
    project.adopt('1');
    const fs = failAlways('EACCES', (operation) => operation === 'readdir');
    const search = searchIn(project, { fs });
    expect(await namesOf('backups', search)).toEqual([]);
    expect(search.notes[0]).toContain('the backups of the project could not be looked at');
  });

  test.skipIf(isWindows)('that are links are none', async () => {
    const project = backupProject();
    const { id } = project.adopt('1');
    rmSync(join(project.directory, id));
    symlinkSync(project.path, join(project.directory, id));
    expect(await namesOf('backups', searchIn(project))).toEqual([]);
  });
});

/** A search with `backups.from` of these globs, each backup a whole state. */
function searchFrom(root: string, globs: readonly string[], changes: Parameters<typeof aSearch>[1] = {}) {
  const from = globs.map((files) => ({ files, ...WHOLE }));
  return aSearch(root, {
    ...changes,
    kind: { ...changes.kind, backups: { bak: true, keep: 3, corrupt: false, from } },
  });
}

describe('the backups of another program', () => {
  test('are found by a glob relative to the state file, with where the state stands in them', async () => {
    const root = makeTree({
      'a/state.yaml': '',
      'a/.backup/state.yaml.1': '1',
      'a/.backup/state.yaml.2': '2',
      'a/x.1': '',
    });
    changedAfter(1, root, 'a/.backup/state.yaml.1');
    changedAfter(2, root, 'a/.backup/state.yaml.2');
    const found = await allIn('backups', searchFrom(root, ['.backup/state.yaml.*'], { file: 'a/state.yaml' }));
    expect(found.map(({ name }) => name)).toEqual(['file:.backup/state.yaml.2', 'file:.backup/state.yaml.1']);
    expect(found[0]).toMatchObject({ source: 'backups', shown: 'a/.backup/state.yaml.2', holds: WHOLE });
  });

  test('never are a manifest, the file itself or what is ours', async () => {
    const root = makeTree({
      'state.json': '1',
      'state.json.bak': '2',
      'state.json.lock': '3',
      'state.json.sha256': '4',
      'state.json.corrupt-1': '5',
      'state.json.old': '6',
      'manifest.json': '7',
      'manifest.yaml': '8',
    });
    expect(await namesOf('backups', searchFrom(root, ['*']))).toEqual(['file:state.json.old']);
  });

  test.each(['a[1]x', 'a{b,c}', '!(a)', 'a b$&'])('go by the name of the state file, %s too', async (name) => {
    const root = makeTree({
      [`layouts/${name}.json`]: '{}',
      [`backups/layout.${name}_1700000000000.json`]: '1',
      'backups/layout.a1x_1700000000001.json': '2',
      'backups/layout.b_1700000000002.json': '3',
    });
    const search = searchFrom(root, ['../backups/layout.{name}_*.json'], { file: `layouts/${name}.json` });
    expect(await namesOf('backups', search)).toEqual([`file:../backups/layout.${name}_1700000000000.json`]);
  });

  test('are of the time that their names tell, else of their last change', async () => {
    const root = makeTree({
      'state.json': '',
      'b/s_1700000000000.json': '1',
      'b/s-2026-02-03T04-05-06.json': '2',
      'b/s.json': '3',
    });
    changedAfter(7, root, 'b/s.json');
    const found = await allIn('backups', searchFrom(root, ['b/*.json']));
    expect(found.map(({ at }) => at?.toISOString())).toEqual([
      '2026-02-03T04:05:06.000Z',
      '2026-01-01T00:00:07.000Z',
      '2023-11-14T22:13:20.000Z',
    ]);
  });

  test('are found by a plain path, too', async () => {
    const root = makeTree({ 'state.json': '', 'b/state.old': '1' });
    expect(await namesOf('backups', searchFrom(root, ['b/{name}.old', 'b/none']))).toEqual(['file:b/state.old']);
  });

  test('are found once where two globs match one of them', async () => {
    const root = makeTree({ 'state.json': '', 'b/x.old': '1', 'b/y.old': '1' });
    expect(await namesOf('backups', searchFrom(root, ['b/*', 'b/x*']))).toHaveLength(1);
  });

  test('are found in directories below, some way down', async () => {
    const deep = Array.from({ length: 30 }, (_, index) => `d${index}`).join('/');
    const root = makeTree({
      'state.json': '',
      'b/1/2/x.old': '1',
      'b/node_modules/x.old': '2',
      [`b/${deep}/x.old`]: '3',
    });
    expect(await namesOf('backups', searchFrom(root, ['b/**/x.old']))).toEqual(['file:b/1/2/x.old']);
  });

  test('are not looked for outside of the root, and that is told', async () => {
    const root = makeTree({ 'a/state.json': '', 'b/x.old': '1' });
    const search = searchFrom(root, ['../b/*.old'], { file: 'a/state.json', root: join(root, 'a') });
    expect(await namesOf('backups', search)).toEqual([]);
    expect(search.notes).toEqual(['b lies outside of a']);
    expect(await namesOf('backups', searchFrom(root, ['../b/*.old'], { file: 'a/state.json' }))).toHaveLength(1);
  });

  test('are not looked for above by a pattern either', async () => {
    const root = makeTree({ 'a/state.json': '', 'b/x.old': '1' });
    const outside = ['{..,c}/b/*.old', '*/../../b/*.old', 'c/../../b/x.old'];
    const search = searchFrom(root, outside, { file: 'a/state.json', root: join(root, 'a') });
    mkdirSync(join(root, 'a/c'));
    expect(await namesOf('backups', search)).toEqual([]);
  });

  test.skipIf(isWindows)('behind a directory that is a link are not looked at', async () => {
    const root = makeTree({ 'state.json': '', 'real/x.old': '1', 'c/keep': '' });
    symlinkSync(join(root, 'real'), join(root, 'b'));
    symlinkSync(join(root, 'real'), join(root, 'c/link'));
    const search = searchFrom(root, ['b/*.old', 'c/**/*.old']);
    expect(await namesOf('backups', search)).toEqual([]);
    expect(search.notes).toEqual(['b is a link, and was not followed']);
  });

  test.skipIf(isWindows)('that are links themselves are told, and not followed', async () => {
    const root = makeTree({ 'state.json': '', 'b/keep': '', secret: 'secret' });
    symlinkSync(join(root, 'secret'), join(root, 'b/x.old'));
    expect(await readAll('backups', searchFrom(root, ['b/*.old']))).toEqual(['it is a link, and may lead anywhere']);
  });

  test('beyond the two hundred newest are left out, and that is told', async () => {
    const names = Array.from({ length: 205 }, (_, index) => `b/s_${1_700_000_000_000 + index}.json`);
    const root = makeTree({ 'state.json': '', ...Object.fromEntries(names.map((name) => [name, name])) });
    const search = searchFrom(root, ['b/*.json']);
    const found = await namesOf('backups', search);
    expect([found.length, found[0], found.at(-1)]).toEqual([200, `file:${names[204]}`, `file:${names[5]}`]);
    expect(search.notes).toEqual(['5 more backups of the program, the oldest, were not looked at']);
  });

  test('in more than a thousand directories are not all looked at, and that is told', async () => {
    const root = makeTree({ 'state.json': '' });
    for (let index = 0; index < 1005; index += 1) mkdirSync(join(root, 'b', String(index)), { recursive: true });
    const search = searchFrom(root, ['b/**/*.old']);
    expect(await namesOf('backups', search)).toEqual([]);
    expect(search.notes).toEqual(['b has more than 1000 directories, and not all were looked at']);
    expect(readdirSync(join(root, 'b'))).toHaveLength(1005);
  });

  test('cost no end where a search is over', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `b/${index}.old`);
    const root = makeTree({ 'state.json': '', ...Object.fromEntries(names.map((name) => [name, 'same size'])) });
    const over = new AbortController();
    let reads = 0;
    const fs = withHook(nodeFs, (operation, _, act) => {
      if (operation === 'read') reads += 1;
      // As a clock would, while the files are compared.
      if (reads === 3) setImmediate(() => over.abort());
      return act();
    });
    expect(await namesOf('backups', searchFrom(root, ['b/*.old'], { fs, signal: over.signal }))).toHaveLength(1);
    expect(reads).toBeLessThan(10);
  });

  test('and those of the project come together by time', async () => {
    const project = backupProject();
    const { id } = project.adopt('own');
    mkdirSync(join(project.root, 'b'));
    for (const at of ['2025-01-01T00:00', '2027-01-01T00:00'])
      writeFileSync(join(project.root, `b/${at.replace(':', '-')}.old`), at);
    const search = searchFrom(project.root, ['b/*.old'], { store: project.store });
    expect(await namesOf('backups', search)).toEqual([
      'file:b/2027-01-01T00-00.old',
      `backup:${id}`,
      'file:b/2025-01-01T00-00.old',
    ]);
  });
});
