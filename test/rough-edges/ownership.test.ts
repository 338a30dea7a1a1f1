import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { migrate } from '../../src/commands/migrate.ts';
import { undo } from '../../src/commands/undo.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { withHook } from '../support/faults.ts';
import { measuredRun } from '../support/measured-run.ts';
import { aContext, all, aProject, options } from '../support/project.ts';
import { isWindows } from '../support/system.ts';
import { auditOf, BROKEN, faultsOf, pathsBelow, projectFiles, SET, stateOf, V1, V2 } from './project.ts';

// Owners and permission bits, for real. What takes root is skipped for everybody else.

const CLI = join(inject('dist'), 'cli.js');
const isRoot = process.geteuid?.() === 0;
const OTHER = 1000;

function ownerOf(path: string): string {
  const { uid, gid, mode } = lstatSync(path);
  return `${uid}:${gid} ${(mode & 0o7777).toString(8)}`;
}

/** Every file of ours that holds a content that a change replaced. */
function copiesOf(root: string): readonly string[] {
  const isCopy = (path: string) => /\.bak$|\.corrupt-|^\.statefix\/backups\/[^/]+\/[0-9]{8}T/.test(path);
  return pathsBelow(root).filter((path) => isCopy(path));
}

describe.skipIf(!isRoot)('root over a file of another user (needs root)', () => {
  function aForeignProject(): string {
    const root = aProject({ ...projectFiles(), ...Object.fromEntries(SET.map((name) => [name, V1])) });
    for (const name of SET) {
      chownSync(join(root, name), OTHER, OTHER + 1);
      chmodSync(join(root, name), 0o640);
    }
    return root;
  }

  test.each([
    ['migrate', [['migrate', ...SET]]],
    ['migrate --atomic', [['migrate', '--atomic', ...SET]]],
    ['undo', [['migrate', '--atomic', ...SET], ['undo']]],
  ] as const)('%s: owner, group and mode stay, on the file, its .bak and its backups', async (_name, commands) => {
    const root = aForeignProject();
    for (const args of commands) expect((await measuredRun(CLI, args, { cwd: root })).code).toBe(0);
    expect(copiesOf(root).length).toBeGreaterThanOrEqual(6);
    const owners = new Set([...SET, ...copiesOf(root)].map((path) => ownerOf(join(root, path))));
    expect([...owners]).toEqual(['1000:1001 640']);
    expect(faultsOf(root)).toEqual([]);
  });

  test('repair: the broken bytes that are set aside stay theirs, too', async () => {
    const root = aProject({ ...projectFiles(), 'a.json': BROKEN, 'a.json.bak': V2 });
    for (const name of ['a.json', 'a.json.bak']) chownSync(join(root, name), OTHER, OTHER);
    expect((await measuredRun(CLI, ['repair', 'a.json'], { cwd: root })).code).toBe(0);
    const owners = ['a.json', ...copiesOf(root)].map((path) => ownerOf(join(root, path)).split(' ')[0]);
    expect(new Set(owners)).toEqual(new Set(['1000:1000']));
    expect(copiesOf(root).some((path) => path.includes('.corrupt-'))).toBe(true);
  });
});

describe.skipIf(!isRoot)('a project in which root was first (needs root)', () => {
  test('goes on to be its owner: the store is his', async () => {
    const root = aProject({ ...projectFiles(), 'a.json': V1 });
    chmodSync(root, 0o755);
    for (const path of ['.', 'a.json']) chownSync(join(root, path), OTHER, OTHER);
    expect((await measuredRun(CLI, ['migrate', 'a.json'], { cwd: root })).code).toBe(0);
    const { code } = await measuredRun(CLI, ['undo', 'a.json'], { cwd: root, uid: OTHER });
    expect(code).toBe(0);
    expect(auditOf(root)).toHaveLength(2);
    expect(faultsOf(root)).toEqual([]);
  });
});

/** Others than root may run it, too. */
beforeAll(() => {
  if (isRoot) chmodSync(join(inject('dist'), '..'), 0o755);
});

describe.skipIf(!isRoot)('a user whom the file does not belong to (needs root, to become one)', () => {
  test('does not replace it: OWNERSHIP, and everything is as it was', async () => {
    const root = aProject({ ...projectFiles(), ...Object.fromEntries(SET.map((name) => [name, V1])) });
    chmodSync(root, 0o755);
    for (const path of ['.', 'more', 'a.json', 'more/c.json']) chownSync(join(root, path), OTHER, OTHER);
    chmodSync(join(root, 'b.json'), 0o644);
    const { code, stdout } = await measuredRun(CLI, ['migrate', '--atomic', ...SET], { cwd: root, uid: OTHER });
    expect(code).toBe(3);
    expect(stdout).toContain(
      `b.json: error OWNERSHIP ${join(root, 'b.json')} belongs to uid 0, gid 0, which a replace could not keep\n` +
        '  hint: Run again as the owner of the file, or as root.',
    );
    expect(SET.map((name) => stateOf(root, name).slice(4))).toEqual([V1, V1, V1]);
    expect(faultsOf(root)).toEqual([]);
  });

  test('does not write into a store that belongs to root: exit 3 before anything is changed', async () => {
    const root = aProject({ ...projectFiles(), 'a.json': V1 });
    mkdirSync(join(root, '.statefix/journal'), { recursive: true });
    for (const path of ['.', 'a.json']) chownSync(join(root, path), OTHER, OTHER);
    const { code, stdout } = await measuredRun(CLI, ['migrate', 'a.json'], { cwd: root, uid: OTHER });
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /a\.json: error WRITE_FAILED .+\.json: cannot create temp file: EACCES\n {2}hint: Give yourself write permission on the directory/,
    );
    expect(stateOf(root, 'a.json').slice(4)).toBe(V1);
    expect(readdirSync(root).filter((name) => /\.bak$|\.lock|^\.tmp-/.test(name))).toEqual([]);
  });
});

describe.skipIf(isWindows).each([0o000, 0o077, 0o022])('umask %i', (mask) => {
  const before = process.umask();
  afterEach(() => process.umask(before));

  /** Runs a set of changes, and looks at all that is there before and after every file operation. */
  async function watched(modes: Readonly<Record<string, number>>, judge: (path: string, mode: number) => boolean) {
    const root = aProject({ ...projectFiles(), ...Object.fromEntries(SET.map((name) => [name, V1])) });
    for (const [name, mode] of Object.entries(modes)) chmodSync(join(root, name), mode);
    const known = new Set(pathsBelow(root));
    const bad = new Set<string>();
    const kinds = new Set<string>();
    const look = () => {
      for (const path of pathsBelow(root)) {
        if (known.has(path) && !SET.includes(path)) continue;
        const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
        if (stats === undefined) continue;
        kinds.add(path.replaceAll(/[0-9a-f]{8,}|[0-9]+/g, '…'));
        if (judge(path, stats.mode)) bad.add(`${path} ${(stats.mode & 0o7777).toString(8)}`);
      }
    };
    const fs = withHook(nodeFs, (operation, _args, act) => {
      if (['read', 'stat', 'lstat', 'fstat', 'readdir', 'realpath', 'readlink'].includes(operation)) return act();
      const result = act();
      look();
      return result;
    });
    process.umask(mask);
    const context = aContext(root, { fs, now: () => new Date() });
    for (const run of [
      () => migrate({ ...options(...SET), isAtomic: true }, context),
      () => undo({ ...options(), isForced: false }, context),
    ]) {
      for (const { report } of await all(run())) expect(report.outcome).toMatchObject({ kind: 'applied' });
    }
    process.umask(before);
    return { root, bad: [...bad], kinds };
  }

  test('makes nothing that everybody may write, at any instant', async () => {
    const { bad, kinds, root } = await watched({}, (_path, mode) => (mode & 0o002) !== 0);
    expect(bad).toEqual([]);
    // All of it was seen: locks, staging, journal, backups, audit.
    const names = [...kinds].join('\n');
    for (const each of [
      'a.json.lock',
      '.tmp-',
      '.statefix/journal/',
      '.statefix/backups/a.json/',
      'audit.jsonl.lock',
    ]) {
      expect(names).toContain(each);
    }
    expect(faultsOf(root)).toEqual([]);
  });

  test('what holds the state of 0600 is never to be read by others, at any instant, and ends as 0600', async () => {
    const modes = Object.fromEntries(SET.map((name) => [name, 0o600]));
    const holdsState = (path: string) =>
      /(?:^|\/)[abc]\.json(?:\.bak)?$|\/journal\/[^/]+\.[0-9]+$|\/backups\/[^/]+\/[0-9]/.test(path);
    const isOpen = (path: string, mode: number) =>
      holdsState(path) && (mode & 0o170000) === 0o100000 && (mode & 0o077) !== 0;
    const { bad, root } = await watched(modes, isOpen);
    expect(bad).toEqual([]);
    const found = [...SET, ...copiesOf(root)].map((path) => (lstatSync(join(root, path)).mode & 0o777).toString(8));
    expect(new Set(found)).toEqual(new Set(['600']));
    expect(found.length).toBeGreaterThan(6);
  });

  test('keeps the mode of the state as it was, whatever the umask', async () => {
    const { root } = await watched({ 'a.json': 0o664, 'b.json': 0o600, 'more/c.json': 0o644 }, () => false);
    const modes = [...SET, ...copiesOf(root)].map(
      (path) =>
        `${path.replace(/.*(?=[abc]\.json)/, '').slice(0, 1)} ${(lstatSync(join(root, path)).mode & 0o777).toString(8)}`,
    );
    expect([...new Set(modes)].sort()).toEqual(['a 664', 'b 600', 'c 644']);
    expect((lstatSync(join(root, '.statefix')).mode & 0o777).toString(8)).toBe((0o755 & ~mask).toString(8));
    expect((lstatSync(join(root, '.statefix/audit.jsonl')).mode & 0o777).toString(8)).toBe('644');
  });
});

test.skipIf(isWindows)(
  'a config folder that is reached by a link has its .statefix beside the real config',
  async () => {
    const root = aProject({ ...projectFiles(), 'a.json': V1 });
    const outer = aProject({});
    symlinkSync(root, join(outer, 'linked'));
    expect((await measuredRun(CLI, ['migrate', 'a.json'], { cwd: join(outer, 'linked') })).code).toBe(0);
    expect(auditOf(root)).toHaveLength(1);
    expect(faultsOf(root)).toEqual([]);
    rmSync(outer, { recursive: true });
  },
);
