import { linkSync, lstatSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { aProject, newDirectory, textOf } from '../support/project.ts';
import { snapshot } from '../support/snapshot.ts';
import { runNode } from '../support/spawn.ts';
import { isWindows } from '../support/system.ts';
import { auditOf, faultsOf, projectFiles, V1, V2 } from './project.ts';

// Symbolic and hard links, which take a right on Windows that few have.

const CLI = join(inject('dist'), 'cli.js');

function run(root: string, ...args: readonly string[]) {
  return runNode(CLI, args, { cwd: root });
}

describe.skipIf(isWindows)('a symbolic link', () => {
  test.each([
    ['relative', () => 'more/real.json'],
    ['absolute', (root: string) => join(root, 'more/real.json')],
    ['to a link', () => 'second.json'],
  ])('%s: stays one, and its file is changed, recorded and undone by either name', async (_what, target) => {
    const root = aProject({ ...projectFiles(), 'more/real.json': V1 });
    symlinkSync('more/real.json', join(root, 'second.json'));
    symlinkSync(target(root), join(root, 'linked.json'));
    expect((await run(root, 'migrate', 'linked.json')).code).toBe(0);
    expect(readlinkSync(join(root, 'linked.json'))).toBe(target(root));
    expect(textOf(root, 'more/real.json')).toBe(V2);
    expect(readdirSync(join(root, 'more')).sort()).toEqual(['real.json', 'real.json.bak']);
    expect(auditOf(root).map(({ files }) => files[0]?.path)).toEqual(['more/real.json']);
    expect((await run(root, 'undo', 'linked.json')).code).toBe(0);
    expect(textOf(root, 'more/real.json')).toBe(V1);
    expect(lstatSync(join(root, 'linked.json')).isSymbolicLink()).toBe(true);
    expect(faultsOf(root)).toEqual([]);
  });

  test.each([
    ['to nothing', 'nothing.json', 'a link to nothing'],
    ['to itself', 'linked.json', 'a loop of links'],
  ])('%s: exit 3, and it stays', async (_what, target, reason) => {
    const root = aProject({ ...projectFiles() });
    symlinkSync(target, join(root, 'linked.json'));
    const before = snapshot(root);
    const { code, stdout } = await run(root, 'migrate', 'linked.json');
    expect([code, stdout]).toEqual([3, expect.stringContaining('linked.json: error UNREADABLE')]);
    expect(stdout).toContain(reason);
    expect(snapshot(root)).toEqual(before);
  });

  test('out of the project that a walk finds is not followed: OUTSIDE_ROOT; one that is named is', async () => {
    const root = aProject({ ...projectFiles() });
    const outside = aProject({ 'state.json': V1 });
    symlinkSync(join(outside, 'state.json'), join(root, 'linked.json'));
    const walked = await run(root, 'migrate');
    expect([walked.code, textOf(outside, 'state.json')]).toEqual([3, V1]);
    expect(walked.stdout).toContain(
      `linked.json: error OUTSIDE_ROOT linked.json leads to ${join(outside, 'state.json')}, outside of ${root}\n` +
        '  hint: To change the file that the link leads to, name its path.',
    );
    expect((await run(root, 'migrate', 'linked.json')).code).toBe(0);
    expect(textOf(outside, 'state.json')).toBe(V2);
    expect(readdirSync(outside).sort()).toEqual(['state.json', 'state.json.bak']);
    expect(faultsOf(root)).toEqual([]);
  });

  test('and its file in one set are one file named twice: exit 2, nothing changed', async () => {
    const root = aProject({ ...projectFiles(), 'a.json': V1 });
    symlinkSync('a.json', join(root, 'b.json'));
    const { code, stderr } = await run(root, 'migrate', '--atomic', 'a.json', 'b.json');
    expect([code, textOf(root, 'a.json')]).toEqual([2, V1]);
    expect(stderr).toContain('is named twice: files that change together must be different ones');
    expect(faultsOf(root)).toEqual([]);
  });
});

describe('a file with another name of its own', () => {
  test('is not parted from it: HARD_LINKED, and what to do', async () => {
    const root = aProject({ ...projectFiles(), 'a.json': V1, 'b.json': V1 });
    const other = join(newDirectory(), 'other');
    linkSync(join(root, 'a.json'), other);
    const { code, stdout } = await run(root, 'migrate', '--atomic', 'a.json', 'b.json');
    expect(code).toBe(3);
    expect(stdout).toContain(
      `a.json: error HARD_LINKED ${join(root, 'a.json')} has 2 names (hard links), and a replace would part them\n` +
        '  hint: Make it a file of its own (cp, then mv), or use symbolic links, and run again.',
    );
    expect([textOf(root, 'a.json'), textOf(root, 'b.json'), readFileSync(other, 'utf8')]).toEqual([V1, V1, V1]);
    expect(faultsOf(root)).toEqual([]);
  });

  test('that is a .bak or a backup of ours, as a kill leaves it, is changed', async () => {
    const root = aProject({ ...projectFiles(), 'a.json': V1, '.statefix/backups/a.json/manifest.json': '{}' });
    linkSync(join(root, 'a.json'), join(root, 'a.json.bak'));
    linkSync(join(root, 'a.json'), join(root, '.statefix/backups/a.json/20261121T134512345Z-migrate-4f3c2a1b'));
    expect((await run(root, 'migrate', 'a.json')).code).toBe(0);
    expect([textOf(root, 'a.json'), textOf(root, 'a.json.bak')]).toEqual([V2, V1]);
    expect(faultsOf(root)).toEqual([]);
  });
});
