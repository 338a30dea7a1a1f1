import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { undo } from '../../src/commands/undo.ts';
import { runIn } from '../docs/shown-run.ts';
import {
  aJournaledProject,
  auditOf,
  BROKEN,
  faultsOfAudit,
  journalOf,
  sha256,
  stateOf,
  V1,
  V2,
} from '../store/journal/projects.ts';
import { failAlways } from '../support/faults.ts';
import { APP_REGISTRY, aContext, all, aProject, expectMode, type Files, namesIn, options } from '../support/project.ts';
import { snapshot } from '../support/snapshot.ts';
import { isWindows } from '../support/system.ts';

/** Everything outside of the store that is state: names, modes, contents; what was kept of it is left out. */
function statesOf(root: string): Readonly<Record<string, string>> {
  const names = [
    ...namesIn(root),
    ...(existsSync(join(root, 'more')) ? namesIn(join(root, 'more')).map((n) => `more/${n}`) : []),
  ];
  const states = names.filter((name) => /\.(json|beside|sha256)$/.test(name));
  return Object.fromEntries(states.map((name) => [name, stateOf(root, name)]));
}

const SIDECAR = (text: string) => `${sha256(text).slice(7)}  s.beside\n`;
const UNSEALED = '{\n  "version": 3,\n  "title": "edited",\n  "stats": {},\n  "checksum": "sha256:0"\n}\n';

interface Case {
  readonly name: string;
  readonly files: Files;
  readonly words: readonly string[];
  /** What is run before, to have something to go back to. */
  readonly first?: readonly string[];
}

const CASES: readonly Case[] = [
  { name: 'migrate', files: { 's.json:0604': V1 }, words: ['migrate', 's.json'] },
  {
    name: 'migrate with a checksum beside',
    files: { 's.beside': V1, 's.beside.sha256': SIDECAR(V1) },
    words: ['migrate', 's.beside'],
  },
  { name: 'repair from the .bak', files: { 's.json': BROKEN, 's.json.bak': V1 }, words: ['repair', 's.json'] },
  { name: 'repair of a missing file', files: { 's.json.bak': V1 }, words: ['repair', 's.json'] },
  { name: 'repair of a mode', files: { 's.json:0666': V2 }, words: ['repair', 's.json'] },
  { name: 'seal of a checksum inside', files: { 's.json': UNSEALED }, words: ['seal', 's.json'] },
  {
    name: 'seal of a checksum beside',
    files: { 's.beside': V2, 's.beside.sha256': SIDECAR(V1) },
    words: ['seal', 's.beside'],
  },
  {
    name: 'backup restore',
    files: { 's.json': V1 },
    first: ['migrate', 's.json'],
    words: ['backup', 'restore', 's.json'],
  },
  {
    name: 'migrate --atomic',
    files: { 's.json:0600': V1, 'more/c.json': V2 },
    words: ['migrate', '--atomic', 's.json', 'more/c.json'],
  },
  {
    name: 'repair --atomic',
    files: { 's.json:0666': V2, 'm.json.bak': V2, 'more/c.json': BROKEN, 'more/c.json.bak': V2 },
    words: ['repair', '--atomic', 's.json', 'm.json', 'more/c.json'],
  },
  { name: 'undo', files: { 's.json:0600': V1 }, first: ['migrate', 's.json'], words: ['undo', 's.json'] },
];

describe.each(CASES)('undo after $name', ({ files, words, first }) => {
  test('brings back content and mode, and undone itself what it replaced; the chain verifies', async () => {
    const root = aJournaledProject(files);
    if (first !== undefined) expect((await runIn(root, first)).exitCode).toBe(0);
    const before = statesOf(root);
    const done = await runIn(root, words);
    expect(done).toMatchObject({ exitCode: 0 });
    const after = statesOf(root);
    expect(after).not.toEqual(before);

    const undone = await runIn(root, ['undo']);
    expect([0, 1]).toContain(undone.exitCode);
    expect(undone.stderr).toBe('');
    expect(statesOf(root)).toEqual(before);
    const count = auditOf(root).length;
    expect(faultsOfAudit(root)).toMatchObject({ kind: 'intact', changes: count });

    await runIn(root, ['undo']);
    expect(statesOf(root)).toEqual(after);
    expect(auditOf(root)).toHaveLength(count + 1);
    expect(faultsOfAudit(root)).toMatchObject({ kind: 'intact', changes: count + 1 });
    expect(journalOf(root)).toEqual([]);
    expect(namesIn(root).filter((name) => /^\.tmp|\.lock/.test(name))).toEqual([]);
  });
});

describe('undo', () => {
  test('shows what it would do, and leaves no trace', async () => {
    const root = aJournaledProject({ 's.json': V1 });
    await runIn(root, ['migrate', 's.json']);
    const before = snapshot(root);
    const { exitCode, stdout } = await runIn(root, ['undo', '--dry-run', 's.json']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('+  "version": 1,');
    expect(snapshot(root)).toEqual(before);
    expect((await runIn(root, ['undo', '--check', 's.json'])).exitCode).toBe(1);
    expect(snapshot(root)).toEqual(before);
  });

  test('of one file of a set undoes the set', async () => {
    const root = aJournaledProject({ 'a.json': V1, 'more/c.json': V2 });
    await runIn(root, ['migrate', '--atomic', 'a.json', 'more/c.json']);
    const { stdout } = await runIn(root, ['undo', 'more/c.json']);
    expect(stdout).toContain('a.json');
    expect(statesOf(root)).toEqual({ 'a.json': `644 ${V1}`, 'more/c.json': `644 ${V2}` });
    expect(auditOf(root).map(({ command, files }) => [command, files.length])).toEqual([
      ['migrate', 2],
      ['undo', 2],
    ]);
  });

  test('without paths undoes all that the last run changed, and no earlier one', async () => {
    const root = aJournaledProject({ 'a.json': V1, 'b.json': V1, 'more/c.json': V2 });
    await runIn(root, ['migrate', 'a.json']);
    const first = stateOf(root, 'a.json');
    await runIn(root, ['migrate', 'b.json', 'more/c.json']);
    await runIn(root, ['undo']);
    expect(statesOf(root)).toEqual({ 'a.json': first, 'b.json': `644 ${V1}`, 'more/c.json': `644 ${V2}` });
  });

  test('of a file that has changed since is refused; --force keeps the newer content as a backup', async () => {
    const root = aJournaledProject({ 's.json': V1 });
    await runIn(root, ['migrate', 's.json']);
    const edited = readFileSync(join(root, 's.json'), 'utf8').replace('"x"', '"mine"');
    writeFileSync(join(root, 's.json'), edited);
    const before = snapshot(root);
    const { exitCode, stdout } = await runIn(root, ['undo', 's.json']);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(
      /error STATE_CHANGED s\.json has changed since statefix migrate changed it \(2\d{3}-[^)]*Z\)\n {2}hint: Nothing was written\. To undo nevertheless, and keep the newer content as a backup: --force\n/,
    );
    expect(snapshot(root)).toEqual(before);

    expect((await runIn(root, ['undo', '--force', 's.json'])).exitCode).toBe(0);
    expect(stateOf(root, 's.json')).toBe(`644 ${V1}`);
    const backups = join(root, '.statefix/backups/s.json');
    expect(readdirSync(backups).map((name) => readFileSync(join(backups, name), 'utf8'))).toContain(edited);
    await runIn(root, ['undo', 's.json']);
    expect(stateOf(root, 's.json')).toBe(`644 ${edited}`);
  });

  test('of a set of which one file has changed since leaves all as they are', async () => {
    const root = aJournaledProject({ 'a.json': V1, 'more/c.json': V2 });
    await runIn(root, ['migrate', '--atomic', 'a.json', 'more/c.json']);
    writeFileSync(join(root, 'a.json'), V2);
    const before = snapshot(root);
    const { exitCode, stdout } = await runIn(root, ['undo', 'more/c.json']);
    expect(exitCode).toBe(3);
    expect(stdout).toContain('STATE_CHANGED a.json has changed since');
    expect(stdout).toContain('TRANSACTION_ABORTED left as it was, because a.json could not be changed');
    expect(snapshot(root)).toEqual(before);
  });

  test('of a repair of a missing file takes it away; where it has gone meanwhile, there is nothing to do', async () => {
    const root = aJournaledProject({ 's.json.bak': V1 });
    await runIn(root, ['repair', 's.json']);
    unlinkSync(join(root, 's.json'));
    const { exitCode, stdout } = await runIn(root, ['undo', '--force', 's.json']);
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 1 });
    expect(existsSync(join(root, 's.json'))).toBe(false);
  });

  test('that takes a file away says in plain words that it is gone', async () => {
    const root = aJournaledProject({ 's.json.bak': V1 });
    await runIn(root, ['repair', 's.json']);
    const { stdout } = await runIn(root, ['undo', 's.json']);
    expect(stdout).toContain(
      's.json: error FILE_MISSING The file does not exist\n  hint: If it should, look at what is kept of it: statefix backup list\n',
    );
  });

  test('of a file that cannot be read is refused', async () => {
    const root = aJournaledProject({ 's.json': V1 });
    await runIn(root, ['migrate', 's.json']);
    const { exitCode, stdout } = await runIn(root, ['undo', '--max-size', '10B', 's.json']);
    expect(exitCode).toBe(3);
    expect(stdout).toContain(
      'error WRITE_FAILED s.json cannot be undone: it cannot be read (SIZE_EXCEEDED)\n  hint: Raise --max-size where it has grown too large; else mend what keeps it from being read.',
    );
  });

  test('whose content before is kept nowhere any more says so, and changes nothing', async () => {
    const root = aJournaledProject({ 's.json': V1 });
    await runIn(root, ['migrate', 's.json']);
    rmSync(join(root, '.statefix/backups'), { recursive: true });
    rmSync(join(root, 's.json.bak'));
    const before = snapshot(root);
    const { exitCode, stdout } = await runIn(root, ['undo', 's.json']);
    expect(exitCode).toBe(4);
    expect(stdout).toContain(
      'error STATE_CORRUPTED s.json cannot be undone: its content before is kept nowhere any more\n  hint: The file is as it was. To see what is kept: statefix backup list s.json',
    );
    expect(snapshot(root)).toEqual(before);
  });

  test('finds the content beside the file, where the backups are lost', async () => {
    const root = aJournaledProject({ 's.json': V1 });
    await runIn(root, ['migrate', 's.json']);
    rmSync(join(root, '.statefix/backups'), { recursive: true });
    await runIn(root, ['undo', 's.json']);
    expect(stateOf(root, 's.json')).toBe(`644 ${V1}`);
  });

  test('finds broken content beside the file, where it was set aside', async () => {
    const root = aJournaledProject({ 's.json': BROKEN, 's.json.bak': V1 });
    await runIn(root, ['repair', 's.json']);
    rmSync(join(root, '.statefix/backups'), { recursive: true });
    await runIn(root, ['undo', 's.json']);
    expect(stateOf(root, 's.json')).toBe(`644 ${BROKEN}`);
  });

  test('where the system does not say where the config lies tells which step failed', async () => {
    const root = aJournaledProject({ 's.json': V1 });
    const fs = failAlways('EIO', (operation, [path]) => operation === 'realpath' && path === root);
    const run = all(undo({ ...options('s.json'), isForced: false }, aContext(root, { fs })));
    await expect(run).rejects.toMatchObject({ code: 'WRITE_FAILED', message: `${root}: cannot read: EIO` });
  });
});

test.skipIf(isWindows)('a file that was not there gets no set-id bits, whatever its backup has', async () => {
  const root = aJournaledProject({ 's.beside.bak': V2, 's.beside.sha256': SIDECAR(V2) });
  chmodSync(join(root, 's.beside.bak'), 0o6755);
  expect((await runIn(root, ['repair', 's.beside'])).exitCode).toBe(0);
  expectMode(root, 's.beside', '0755');
  expect(auditOf(root)[0]?.files[0]?.to.mode).toBe(0o755);
});

describe('there is nothing to undo', () => {
  test('in a project where nothing was changed', async () => {
    const root = aJournaledProject({ 's.json': V1 });
    const before = snapshot(root);
    expect(await runIn(root, ['undo'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'statefix: error USAGE There is nothing to undo: no change is recorded\n  hint: Changes are recorded where there is a config (statefix init). Without one, name the file: its .bak is brought back.\n',
    });
    expect(await runIn(root, ['undo', 's.json'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'statefix: error USAGE There is nothing to undo: no change of s.json is recorded\n  hint: To see what was changed: statefix log\n',
    });
    expect(snapshot(root)).toEqual(before);
  });

  test('without a config and without a .bak', async () => {
    const root = aProject({ ...APP_REGISTRY, 's.json': V1 });
    const { exitCode, stderr } = await runIn(root, ['undo', '--kind', 'app', 's.json']);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'statefix: error USAGE There is nothing to undo: s.json has no .bak, and there is no config\n  hint: Changes are recorded where there is a config. Make one with: statefix init\n',
    );
    expect((await runIn(root, ['undo'])).stderr).toContain('There is nothing to undo: no change is recorded');
  });
});

describe('without a config', () => {
  test('a file and its .bak change places, and back', async () => {
    const root = aProject({ ...APP_REGISTRY, 's.json:0640': V1 });
    await runIn(root, ['migrate', '--kind', 'app', 's.json']);
    const migrated = stateOf(root, 's.json');
    expect((await runIn(root, ['undo', '--kind', 'app', 's.json'])).exitCode).toBe(0);
    expect(stateOf(root, 's.json')).toBe(isWindows ? stateOf(root, 's.json') : `640 ${V1}`);
    expect(stateOf(root, 's.json.bak')).toBe(migrated);
    await runIn(root, ['undo', '--kind', 'app', 's.json']);
    expect(stateOf(root, 's.json')).toBe(migrated);
    expectMode(root, 's.json.bak', '0640');
    expect(namesIn(root)).toEqual(['migrations', 's.json', 's.json.bak', 'schemas']);
  });

  test('broken content is brought back, too, and the healthy comes to be the .bak', async () => {
    const root = aProject({ ...APP_REGISTRY, 's.json': V1, 's.json.bak': BROKEN });
    await runIn(root, ['undo', '--kind', 'app', 's.json']);
    expect(stateOf(root, 's.json')).toBe(`644 ${BROKEN}`);
    expect(stateOf(root, 's.json.bak')).toBe(`644 ${V1}`);
  });

  test('a missing file comes back from its .bak', async () => {
    const root = aProject({ ...APP_REGISTRY, 's.json.bak': V2 });
    expect((await runIn(root, ['undo', '--kind', 'app', 's.json'])).exitCode).toBe(0);
    expect(stateOf(root, 's.json')).toContain(V2);
  });

  test('a .bak of the same content is left alone', async () => {
    const root = aProject({ ...APP_REGISTRY, 's.json': V1, 's.json.bak': V1 });
    const before = snapshot(root);
    expect((await runIn(root, ['undo', '--kind', 'app', 's.json'])).exitCode).toBe(0);
    expect(snapshot(root)).toEqual(before);
  });
});
