import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { describeSelf } from '../../../src/store/lock/holder.ts';
import { renderLock } from '../../../src/store/lock/record.ts';
import { newLockId } from '../../../src/store/names.ts';
import { failAlways } from '../../support/faults.ts';
import { isWindows } from '../../support/system.ts';
import { makeTree } from '../../support/tree.ts';
import { allIn, aSearch, changedAfter, namesOf, readAll } from './found.ts';

const DEAD_PID = 4_194_303;

/** What a writer that is dead had staged, by name; gives the name of its directory. */
function stage(root: string, files: Readonly<Record<string, string>>): string {
  const lockId = newLockId(DEAD_PID);
  const name = `.tmp-${lockId.slice(0, 8)}`;
  const time = '2026-11-21T10:00:00.000Z';
  const signature = renderLock({
    version: '1.0.0',
    lockId,
    metadata: { ...describeSelf(nodeFs), pid: DEAD_PID, startTime: '1' },
    timing: { acquiredAt: time, renewedAt: time, expiresAt: time },
    operation: { type: 'write', name: 'test' },
    tool: 'statefix test',
  });
  mkdirSync(join(root, name));
  writeFileSync(join(root, name, 'lock'), signature);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, name, file), text);
  return name;
}

describe('the .bak', () => {
  test('is a candidate of the time at which its content was written', async () => {
    const root = makeTree({ 'state.json': 'new', 'state.json.bak': 'old' });
    changedAfter(5, root, 'state.json.bak');
    const [found] = await allIn('bak', aSearch(root));
    expect(found).toMatchObject({ name: 'bak', source: 'bak', shown: 'state.json.bak', holds: undefined });
    expect(found?.at).toEqual(new Date('2026-01-01T00:00:05Z'));
    expect(await readAll('bak', aSearch(root))).toEqual(['old']);
  });

  test('is none where none is there', async () => {
    expect(await namesOf('bak', aSearch(makeTree({ 'state.json': '{}' })))).toEqual([]);
  });

  test('is found of a file that is gone', async () => {
    expect(await namesOf('bak', aSearch(makeTree({ 'state.json.bak': '{}' })))).toEqual(['bak']);
  });

  test('that is the file itself under another name is none', async () => {
    const root = makeTree({ 'state.json': '{}' });
    linkSync(join(root, 'state.json'), join(root, 'state.json.bak'));
    expect(await namesOf('bak', aSearch(root))).toEqual([]);
  });

  test.skipIf(isWindows)('that is a link is told, and not followed', async () => {
    const root = makeTree({ 'state.json': '{}', elsewhere: 'secret' });
    symlinkSync(join(root, 'elsewhere'), join(root, 'state.json.bak'));
    expect(await readAll('bak', aSearch(root))).toEqual(['it is a link, and may lead anywhere']);
  });

  test('that is a directory is told', async () => {
    const root = makeTree({ 'state.json.bak/x': '' });
    expect(await readAll('bak', aSearch(root))).toEqual(['it is a directory, not a file']);
  });

  test.skipIf(isWindows)('that is a FIFO is told, and does not block', async () => {
    const root = makeTree({ 'state.json': '{}' });
    execFileSync('mkfifo', [join(root, 'state.json.bak')]);
    expect(await readAll('bak', aSearch(root))).toEqual(['it is a FIFO, not a file']);
  });

  test('that is too large is not read', async () => {
    const root = makeTree({ 'state.json.bak': '12345' });
    expect(await readAll('bak', aSearch(root, { kind: { maxSize: 4 } }))).toEqual(['SIZE_EXCEEDED']);
  });

  test('that went away since is told', async () => {
    const root = makeTree({ 'state.json.bak': '{}' });
    const [found] = await allIn('bak', aSearch(root));
    rmSync(join(root, 'state.json.bak'));
    expect(await found?.read()).toMatchObject({ kind: 'unread', fault: { code: 'FILE_MISSING' } });
  });

  test('that the system does not show is told to the search', async () => {
    const search = aSearch(makeTree({ 'state.json.bak': '{}' }), {
      fs: failAlways('EACCES', (operation) => operation === 'lstat'),
    });
    expect(await namesOf('bak', search)).toEqual([]);
    expect(search.notes).toEqual(['state.json.bak cannot be read (EACCES)']);
  });

  test('is not looked for outside of the root', async () => {
    const root = makeTree({ 'state.json.bak': '{}', 'inner/x': '' });
    const search = aSearch(root, { root: join(root, 'inner') });
    expect(await namesOf('bak', search)).toEqual([]);
    expect(search.notes).toEqual(['. lies outside of inner']);
  });
});

describe('a temp file', () => {
  test('of the program is found by the name that its kind says', async () => {
    const root = makeTree({ 'state.json': '1', 'state.json.tmp': '2', '.state.json.new': '3', 'other.json.tmp': '4' });
    changedAfter(1, root, '.state.json.new');
    const search = aSearch(root, { kind: { leftovers: ['*.tmp', '.*.new', '*'] } });
    expect(await namesOf('temp', search)).toEqual(['temp:state.json.tmp', 'temp:.state.json.new']);
  });

  test('is never looked for in another directory', async () => {
    const root = makeTree({ 'a/state.json': '1', 'state.json.tmp': '2' });
    const search = aSearch(root, { file: 'a/state.json', kind: { leftovers: ['../*.tmp', '..'] } });
    expect(await namesOf('temp', search)).toEqual([]);
  });

  test('that a dead writer of ours had staged for this file is found', async () => {
    const root = makeTree({ 'state.json': '1' });
    const staging = stage(root, { 'state.json': '2', 'state.json.sha256': 'x', 'other.json': '3' });
    const search = aSearch(root);
    expect(await namesOf('temp', search)).toEqual([`temp:${staging}/state.json`]);
    expect(await readAll('temp', search)).toEqual(['2']);
  });

  test('of a writer that may be alive is none', async () => {
    const root = makeTree({ 'state.json': '1' });
    const name = `.tmp-${newLockId(process.ppid).slice(0, 8)}`;
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, 'state.json'), '2');
    expect(await namesOf('temp', aSearch(root))).toEqual([]);
  });

  test('with a content that came before is not listed twice', async () => {
    const root = makeTree({
      'state.json': '1',
      'state.json.tmp': 'same',
      'state.json.new': 'same',
      'state.json.old': 'else',
    });
    for (const [index, name] of ['state.json.old', 'state.json.new', 'state.json.tmp'].entries())
      changedAfter(index, root, name);
    const search = aSearch(root, { kind: { leftovers: ['*.tmp', '*.new', '*.old'] } });
    expect(await namesOf('temp', search)).toEqual(['temp:state.json.tmp', 'temp:state.json.old']);
  });
});

describe('a .corrupt file', () => {
  test('is found with the time in its name, the newest first', async () => {
    const root = makeTree({
      'state.json': '1',
      'state.json.corrupt-20261121T043500Z': 'a',
      'state.json.corrupt-20261122T043500Z': 'b',
      'state.json.corrupt-20261122T043500Z-2': 'c',
      'state.jsonx.corrupt-20261122T043500Z': 'd',
    });
    const found = await allIn('corrupt', aSearch(root));
    expect(found.map(({ name }) => name)).toEqual([
      'corrupt:state.json.corrupt-20261122T043500Z-2',
      'corrupt:state.json.corrupt-20261122T043500Z',
      'corrupt:state.json.corrupt-20261121T043500Z',
    ]);
    expect(found[2]?.at).toEqual(new Date('2026-11-21T04:35:00Z'));
  });

  test('beyond the two hundred newest is left out, and that is told', async () => {
    const stamp = (index: number) =>
      new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const names = Array.from({ length: 203 }, (_, index) => `state.json.corrupt-${stamp(index)}`);
    const root = makeTree(Object.fromEntries(names.map((name) => [name, name])));
    const search = aSearch(root);
    const found = await namesOf('corrupt', search);
    expect([found.length, found[0], found.at(-1)]).toEqual([200, `corrupt:${names[202]}`, `corrupt:${names[3]}`]);
    expect(search.notes).toEqual(['3 more .corrupt files, the oldest, were not looked at']);
  });

  test('is not looked for in a directory that cannot be listed, and that is told', async () => {
    const search = aSearch(makeTree({ 'state.json.corrupt-1': '' }), {
      fs: failAlways('EACCES', (operation) => operation === 'readdir'),
    });
    expect(await namesOf('corrupt', search)).toEqual([]);
    expect(search.notes).toEqual(['. cannot be read (EACCES)']);
  });
});

test('a search that is over ends', async () => {
  const over = new AbortController();
  const root = makeTree({ 'state.json.corrupt-1': 'a', 'state.json.corrupt-2': 'b', 'state.json.corrupt-3': 'c' });
  const seen: string[] = [];
  const { candidatesIn } = await import('../../../src/store/candidates/index.ts');
  for await (const { name } of candidatesIn('corrupt', aSearch(root, { signal: over.signal }))) {
    seen.push(name);
    over.abort();
  }
  expect(seen).toEqual(['corrupt:state.json.corrupt-3']);
});
