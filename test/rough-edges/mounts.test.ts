import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { addFiles, aProject, newDirectory, textOf } from '../support/project.ts';
import { snapshot } from '../support/snapshot.ts';
import { runNode } from '../support/spawn.ts';
import { auditOf, faultsOf, projectFiles, SET, stateOf, V1, V2 } from './project.ts';

// Real mounts, which need Linux and root.

const CLI = join(inject('dist'), 'cli.js');
const reason = mountable();
const mounts: string[] = [];

function mountable(): string | undefined {
  if (process.platform !== 'linux') return `no such mounts on ${process.platform}`;
  const directory = newDirectory();
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', directory], { stdio: 'pipe' });
    execFileSync('umount', [directory]);
    return undefined;
  } catch {
    return 'nothing can be mounted here';
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function mount(at: string, ...args: readonly string[]): void {
  execFileSync('mount', [...args, at], { stdio: 'pipe' });
  mounts.push(at);
}

function mountMemory(at: string): void {
  mount(at, '-t', 'tmpfs', '-o', 'size=8m,mode=755', 'tmpfs');
}

let root = '';
beforeEach(() => {
  root = aProject({ ...projectFiles(), ...Object.fromEntries(SET.map((name) => [name, V1])) });
});
afterEach(() => {
  for (const at of mounts.splice(0).toReversed()) execFileSync('umount', [at]);
  rmSync(root, { recursive: true, force: true });
});

function run(...args: readonly string[]) {
  return runNode(CLI, args, { cwd: root });
}

const why = reason === undefined ? '' : ` (skipped: ${reason})`;
const BUSY = `cannot rename: EBUSY
  hint: The file is probably a mount of its own (a single-file bind mount of a container), and such a file cannot be replaced. Mount its directory instead.`;

describe.skipIf(reason !== undefined)(`a file that is a mount of its own${why}`, () => {
  beforeEach(() => {
    // A name of its own for what the mount shows, since a file that is mounted on itself can be replaced nowhere.
    addFiles(root, { 'source/b': V1 });
    execFileSync('mount', ['--bind', join(root, 'source/b'), join(root, 'b.json')], { stdio: 'pipe' });
    mounts.push(join(root, 'b.json'));
  });

  test('is not replaced: EBUSY, what to do, nothing changed', async () => {
    const before = snapshot(root);
    const { code, stdout } = await run('migrate', 'b.json');
    expect(code).toBe(3);
    expect(stdout).toContain(`b.json: error WRITE_FAILED ${join(root, 'b.json')}: ${BUSY}`);
    expect(withoutStore(snapshot(root))).toEqual(before);
    expect(faultsOf(root)).toEqual([]);
    expect(auditOf(root)).toEqual([]);
  });

  test('in a set: the others are taken back', async () => {
    const before = contentsOf();
    const { code, stdout } = await run('migrate', '--atomic', ...SET);
    expect(code).toBe(3);
    expect(stdout).toContain(`b.json: error WRITE_FAILED ${join(root, 'b.json')}: ${BUSY}`);
    expect(stdout).toContain(
      'a.json: error TRANSACTION_ABORTED left as it was, because b.json could not be changed, and they change together',
    );
    expect(contentsOf()).toEqual(before);
    expect(readdirSync(root).filter((name) => name.endsWith('.bak'))).toEqual([]);
    expect(faultsOf(root)).toEqual([]);
    expect(auditOf(root)).toEqual([]);
  });
});

describe.skipIf(reason !== undefined)(`.statefix on another file system than the state${why}`, () => {
  beforeEach(() => {
    mkdirSync(join(root, '.statefix'));
    mountMemory(join(root, '.statefix'));
    chmodSync(join(root, 'a.json'), 0o640);
  });

  test('a change makes a copy as its backup, with mode and bytes, and is undone from it', async () => {
    expect((await run('migrate', ...SET)).code).toBe(0);
    const [line] = auditOf(root);
    const backup = join(root, '.statefix/backups/a.json', line?.files[0]?.backup ?? '');
    expect(stateOf('/', backup)).toBe(`640 ${V1}`);
    expect(statSync(backup).dev).not.toBe(statSync(join(root, 'a.json')).dev);
    rmSync(join(root, 'a.json.bak'));
    expect((await run('undo', 'a.json')).code).toBe(0);
    expect(stateOf(root, 'a.json')).toBe(`640 ${V1}`);
    expect(faultsOf(root)).toEqual([]);
  });

  test('a set changes together, is undone together, and that is undone', async () => {
    const before = contentsOf();
    expect((await run('migrate', '--atomic', ...SET)).code).toBe(0);
    const after = contentsOf();
    expect((await run('undo')).code).toBe(0);
    expect(contentsOf()).toEqual(before);
    expect((await run('undo')).code).toBe(0);
    expect(contentsOf()).toEqual(after);
    expect(auditOf(root).map(({ files }) => files.length)).toEqual([3, 3, 3]);
    expect(faultsOf(root)).toEqual([]);
  });

  test('a set of which one file is a mount is taken back by copies', async () => {
    addFiles(root, { 'source/c': V1 });
    execFileSync('mount', ['--bind', join(root, 'source/c'), join(root, 'more/c.json')], { stdio: 'pipe' });
    mounts.push(join(root, 'more/c.json'));
    const before = contentsOf();
    expect((await run('migrate', '--atomic', ...SET)).code).toBe(3);
    expect(contentsOf()).toEqual(before);
    expect(faultsOf(root)).toEqual([]);
  });
});

describe.skipIf(reason !== undefined)(`a read-only file system${why}`, () => {
  const disk = () => join(root, 'more');
  const remount = (how: string) => execFileSync('mount', ['-o', `remount,${how}`, disk()], { stdio: 'pipe' });

  beforeEach(() => {
    mountMemory(disk());
    addFiles(disk(), { 'c.json': V1 });
    remount('ro');
  });

  test('is not written: EROFS, and the reason', async () => {
    const { code, stdout } = await run('migrate', 'more/c.json');
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /more\/c\.json: error WRITE_FAILED .+\/more\/\.tmp-[0-9a-f]{8}: cannot create directory: EROFS\n {2}hint: The file system is mounted read-only\.\n/,
    );
    expect(textOf(root, 'more/c.json')).toBe(V1);
    expect(faultsOf(root)).toEqual([]);
  });

  test('in a set: no other file is changed; on its own, every other one is', async () => {
    const before = contentsOf();
    expect((await run('migrate', '--atomic', ...SET)).code).toBe(3);
    expect(contentsOf()).toEqual(before);
    expect(faultsOf(root)).toEqual([]);
    expect((await run('migrate', ...SET)).code).toBe(3);
    expect(SET.map((name) => textOf(root, name))).toEqual([V2, V2, V1]);
    remount('rw');
    expect((await run('migrate', ...SET)).code).toBe(0);
    expect(faultsOf(root)).toEqual([]);
  });
});

describe.skipIf(reason !== undefined)(`a read-only .statefix${why}`, () => {
  test('no file is changed that could not be recorded', async () => {
    mkdirSync(join(root, '.statefix'));
    mountMemory(join(root, '.statefix'));
    execFileSync('mount', ['-o', 'remount,ro', join(root, '.statefix')], { stdio: 'pipe' });
    const { code, stdout } = await run('migrate', 'a.json');
    expect(code).toBe(3);
    expect(stdout).toContain(
      `a.json: error WRITE_FAILED ${join(root, '.statefix/journal')}: cannot create directory: EROFS\n  hint: The file system is mounted read-only.`,
    );
    expect(textOf(root, 'a.json')).toBe(V1);
    expect(readdirSync(root).filter((name) => name.endsWith('.bak'))).toEqual([]);
  });
});

function contentsOf(): readonly string[] {
  return SET.map((name) => stateOf(root, name));
}

function withoutStore(seen: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(seen).filter(([name]) => !name.startsWith('.statefix')));
}
