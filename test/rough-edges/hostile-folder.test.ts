import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { migrate } from '../../src/commands/migrate.ts';
import { newLockId, stagingPath } from '../../src/store/names.ts';
import { aContext, all, aProject, newDirectory, options, textOf } from '../support/project.ts';
import { snapshot } from '../support/snapshot.ts';
import { runNode } from '../support/spawn.ts';
import { isWindows } from '../support/system.ts';
import { auditOf, faultsOf, pathsBelow, projectFiles, V1, V2 } from './project.ts';

// A folder into which others may write, and what they put at the names that statefix uses.

const CLI = join(inject('dist'), 'cli.js');
const SECRET = 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n';
const isRoot = process.geteuid?.() === 0;

let root = '';
let elsewhere = '';
beforeEach(() => {
  root = aProject({ ...projectFiles(), 'a.json': V1, 'b.json': V1 });
  chmodSync(root, 0o1777);
  elsewhere = newDirectory();
  writeFileSync(join(elsewhere, 'passwd'), SECRET, { mode: 0o600 });
});

function run(...args: readonly string[]) {
  return runNode(CLI, args, { cwd: root });
}

/** Runs a migration, and expects that nothing outside of the project changed, and that what stands there came into no file of ours. */
async function migrateSafely() {
  const before = snapshot(elsewhere);
  const result = await run('migrate', 'a.json', '--lock-timeout', '1s');
  expect(snapshot(elsewhere)).toEqual(before);
  const files = pathsBelow(root).map((name) => join(root, name));
  const regular = files.filter((path) => lstatSync(path).isFile());
  expect(regular.filter((path) => readFileSync(path, 'utf8').includes('nobody:x'))).toEqual([]);
  return result;
}

describe.skipIf(isWindows)('a link at a name of the store (links take a right that few have on Windows)', () => {
  test.each(['.statefix', '.statefix/journal'])('%s: refused before anything is changed', async (name) => {
    mkdirSync(join(root, '.statefix', name === '.statefix' ? '..' : '.'), { recursive: true });
    symlinkSync(elsewhere, join(root, name));
    // What would be cleared or put aside, if it stood in a journal of ours.
    for (const each of [`.tmp-${'0'.repeat(8)}-4194302-${'0'.repeat(16)}`, `${crypto.randomUUID()}.json`]) {
      mkdirSync(join(elsewhere, 'journal'), { recursive: true });
      for (const directory of ['.', 'journal']) writeFileSync(join(elsewhere, directory, each), '{');
    }
    const { code, stderr } = await migrateSafely();
    expect(code).toBe(3);
    expect(stderr).toContain(
      `statefix: error WRITE_FAILED ${join(root, name)}: cannot create directory: it is a link, and may lead anywhere\n` +
        '  hint: Remove the link: statefix makes a directory in its place.',
    );
    expect(textOf(root, 'a.json')).toBe(V1);
    rmSync(join(root, name));
    expect((await run('migrate', 'a.json')).code).toBe(0);
    expect(faultsOf(root)).toEqual([]);
  });

  test.each([
    ['.statefix/backups', '.statefix/backups'],
    ['.statefix/backups/a.json', '.statefix/backups/a.json'],
  ])('%s: the change is told as incomplete, and completed once the link is gone', async (name) => {
    mkdirSync(join(root, name, '..'), { recursive: true });
    symlinkSync(elsewhere, join(root, name));
    const { code, stdout } = await migrateSafely();
    expect(code).toBe(3);
    expect(stdout).toContain(
      `${join(root, name)}: cannot backup: it is a link, and may lead anywhere (the new content is in place; the next changing command completes the audit)`,
    );
    rmSync(join(root, name));
    expect((await run('migrate', 'b.json')).code).toBe(0);
    expect(auditOf(root).map(({ files }) => files[0]?.path)).toEqual(['a.json', 'b.json']);
    expect(readdirSync(join(root, '.statefix/backups/a.json'))).toHaveLength(2);
    expect(faultsOf(root)).toEqual([]);
  });

  test('audit.jsonl: neither followed nor copied, and the line comes once the link is gone', async () => {
    mkdirSync(join(root, '.statefix'));
    symlinkSync(join(elsewhere, 'passwd'), join(root, '.statefix/audit.jsonl'));
    const { code, stdout } = await migrateSafely();
    expect(code).toBe(3);
    expect(stdout).toContain(
      `${join(root, '.statefix/audit.jsonl')}: cannot read: it is a link, and may lead anywhere (the new content is in place; the next changing command completes the audit)\n` +
        '  hint: statefix records every change there. Move away what stands there, and run again.',
    );
    rmSync(join(root, '.statefix/audit.jsonl'));
    expect((await run('migrate', 'b.json')).code).toBe(0);
    expect(auditOf(root).map(({ files }) => files[0]?.path)).toEqual(['a.json', 'b.json']);
    expect(faultsOf(root)).toEqual([]);
  });

  test('audit.head: replaced by a file where it leads to anything, refused where it leads to a head', async () => {
    mkdirSync(join(root, '.statefix'));
    symlinkSync(join(elsewhere, 'passwd'), join(root, '.statefix/audit.head'));
    expect((await migrateSafely()).code).toBe(0);
    expect(lstatSync(join(root, '.statefix/audit.head')).isFile()).toBe(true);
    renameSync(join(root, '.statefix/audit.head'), join(elsewhere, 'head'));
    symlinkSync(join(elsewhere, 'head'), join(root, '.statefix/audit.head'));
    writeFileSync(join(root, 'a.json'), V1);
    const { code, stdout } = await migrateSafely();
    expect(code).toBe(3);
    expect(stdout).toContain(`${join(root, '.statefix/audit.head')}: cannot write: ELOOP`);
    expect(stdout).toContain(
      'hint: A link stands where statefix keeps a file of its own, or leads to itself. Remove it and run again.',
    );
  });

  test.each(['.gitignore', 'audit.jsonl.mending', 'audit.head.mending', 'backups/a.json/manifest.json.tmp'])(
    '%s: not followed',
    async (name) => {
      const path = join(root, '.statefix', name);
      mkdirSync(join(path, '..'), { recursive: true });
      symlinkSync(join(elsewhere, 'passwd'), path);
      expect((await migrateSafely()).code).toBe(0);
      expect(faultsOf(root).filter((each) => !each.includes('.gitignore'))).toEqual([]);
    },
  );

  test('manifest.json and a.json.bak: replaced by files', async () => {
    mkdirSync(join(root, '.statefix/backups/a.json'), { recursive: true });
    const planted = ['.statefix/backups/a.json/manifest.json', 'a.json.bak'];
    for (const name of planted) symlinkSync(join(elsewhere, 'passwd'), join(root, name));
    expect((await migrateSafely()).code).toBe(0);
    expect(planted.map((name) => lstatSync(join(root, name)).isFile())).toEqual([true, true]);
    expect(textOf(root, 'a.json.bak')).toBe(V1);
  });
});

describe.skipIf(isWindows)('something at the name of the lock', () => {
  test.each([
    ['a link to nothing', (path: string) => symlinkSync(join(elsewhere, 'nothing'), path)],
    ['a link to a file', (path: string) => symlinkSync(join(elsewhere, 'passwd'), path)],
    ['a directory', (path: string) => mkdirSync(path)],
    ['a FIFO', (path: string) => void execFileSync('mkfifo', [path])],
  ])('%s is no lock that could be broken: exit 3, nothing changed', async (_what, plant) => {
    plant(join(root, 'a.json.lock'));
    const { code, stdout } = await migrateSafely();
    expect(code).toBe(3);
    expect(stdout).toContain(
      `STATE_LOCKED ${join(root, 'a.json')} is locked: ${join(root, 'a.json.lock')} exists, and does not say by whom\n` +
        '  hint: Wait, or raise --lock-timeout. To see what it says: statefix unlock',
    );
    expect(textOf(root, 'a.json')).toBe(V1);
    expect(existsSync(join(elsewhere, 'nothing'))).toBe(false);
  });
});

describe('staging directories', () => {
  test('whose names are all taken: exit 3, and what to do', async () => {
    for (let start = 0; start < 1024; start += 1) {
      mkdirSync(join(root, `.tmp-${((process.pid & 0x3fffff) * 1024 + start).toString(16).padStart(8, '0')}`));
    }
    const [file] = await all(migrate(options('a.json'), aContext(root)));
    expect(file?.report.outcome).toMatchObject({
      kind: 'failed',
      error: {
        code: 'WRITE_FAILED',
        message: expect.stringMatching(/\.tmp-[0-9a-f]{8}: cannot create directory: EEXIST$/),
        hint: 'The names that are needed are taken. Remove what begins with .tmp- there and belongs to no running program, and run again.',
      },
    });
    expect(textOf(root, 'a.json')).toBe(V1);
  });

  /** As a dead writer leaves it, with something in it. */
  function deadStaging(): string {
    const path = stagingPath(root, newLockId(0x3ffffe));
    mkdirSync(path);
    writeFileSync(join(path, 'a.json'), V2);
    return path;
  }

  test.skipIf(!isRoot)('of another user are left alone where everybody may write (needs root)', async () => {
    const planted = deadStaging();
    chownSync(planted, 1000, 1000);
    expect((await migrateSafely()).code).toBe(0);
    expect(readdirSync(planted)).toEqual(['a.json']);
  });

  test.skipIf(!isRoot)('of another user are cleared where only their owner may write (needs root)', async () => {
    chmodSync(root, 0o755);
    const left = deadStaging();
    chownSync(left, 1000, 1000);
    expect((await migrateSafely()).code).toBe(0);
    expect(existsSync(left)).toBe(false);
  });

  test('of our own are cleared also where everybody may write', async () => {
    const left = deadStaging();
    expect((await migrateSafely()).code).toBe(0);
    expect(existsSync(left)).toBe(false);
  });

  test.skipIf(isWindows)('that are links are none', async () => {
    cpSync(deadStaging(), join(elsewhere, 'staging'), { recursive: true });
    const planted = deadStaging();
    rmSync(planted, { recursive: true });
    symlinkSync(join(elsewhere, 'staging'), planted);
    expect((await migrateSafely()).code).toBe(0);
    expect(lstatSync(planted).isSymbolicLink()).toBe(true);
  });
});
