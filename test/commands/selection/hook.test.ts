import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { plainEnvironment, type Repository, runGit } from '../../store/candidates/git-repository.ts';
import { addFiles, textOf } from '../../support/project.ts';
import { runNode } from '../../support/spawn.ts';
import { isWindows } from '../../support/system.ts';
import { aProjectInGit, BROKEN, V1, V2 } from './support.ts';

const cli = join(inject('dist'), 'cli.js');

/** Where each commit runs this command first. */
function withHook(repository: Repository, words: string): void {
  addFiles(repository.root, {
    '.git/hooks/pre-commit:0755': `#!/bin/sh\nexec '${process.execPath}' '${cli}' ${words}\n`,
  });
}

function refused(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Error && 'stdout' in error && 'stderr' in error) return `${error.stdout}${error.stderr}`;
    throw error;
  }
  throw new Error('the commit was made');
}

describe.skipIf(isWindows)('a hook of git itself', () => {
  let repository: Repository;
  beforeEach(() => {
    repository = aProjectInGit({ 'state/a.json': V2, 'state/b.json': V2 });
  });

  test('keeps a broken state out, and tells where it is broken', () => {
    withHook(repository, 'check --staged');
    repository.write('state/a.json', BROKEN);
    repository.git('add', '.');
    repository.write('state/a.json', V2);
    expect(refused(() => repository.git('commit', '-m', 'x'))).toMatch(
      /^state\/a\.json:\d+:\d+: error SYNTAX_INVALID/m,
    );
  });

  test('lets a sound commit through, whatever is left unstaged', () => {
    withHook(repository, 'check --staged');
    repository.write('state/a.json', V2.replace('x', 'sound'));
    repository.git('add', '.');
    repository.write('state/a.json', BROKEN);
    repository.git('commit', '-m', 'x');
    expect(repository.git('log', '--oneline').split('\n')).toHaveLength(2);
  });

  test('judges what git commit --all would commit', () => {
    withHook(repository, 'check --staged');
    repository.write('state/a.json', BROKEN);
    expect(refused(() => repository.git('commit', '--all', '-m', 'x'))).toContain('SYNTAX_INVALID');
  });

  test('judges what git commit PATH would commit, and nothing else', () => {
    withHook(repository, 'check --staged');
    repository.write('state/a.json', BROKEN);
    repository.write('state/b.json', `${V2}\n`);
    expect(refused(() => repository.git('commit', '-m', 'x', 'state/a.json'))).toContain('SYNTAX_INVALID');
    repository.git('commit', '-m', 'x', 'state/b.json');
  });

  test('works in a linked work tree', () => {
    withHook(repository, 'check --staged');
    const linked = join(repository.root, '..', `linked-${process.pid}-${Date.now()}`);
    repository.git('worktree', 'add', '--quiet', linked);
    addFiles(linked, { 'state/a.json': BROKEN });
    expect(refused(() => runGit(linked, 'commit', '--all', '-m', 'x'))).toContain('SYNTAX_INVALID');
  });

  test.each([
    ['git commit', ['add', '.'], ['commit', '-m', 'x']],
    ['git commit --all', undefined, ['commit', '--all', '-m', 'x']],
  ])('mends what %s commits', (_, before, commit) => {
    withHook(repository, 'migrate --staged');
    repository.write('state/a.json', V1);
    if (before !== undefined) repository.git(...before);
    repository.git(...commit);
    expect(repository.git('show', 'HEAD:state/a.json')).toBe('{"version": 2, "title": "x"}');
    expect(textOf(repository.root, 'state/a.json')).toBe(V2);
    expect(repository.git('status', '--porcelain', '--untracked-files=no')).toBe('');
  });

  test('a hook that changed something can stop the commit, with all of it staged', () => {
    withHook(repository, 'migrate --staged --exit-non-zero-on-change');
    repository.write('state/a.json', V1);
    repository.git('add', '.');
    refused(() => repository.git('commit', '-m', 'x'));
    // What the migration made is the committed state again.
    expect(repository.git('diff', '--cached', '--name-only')).toBe('');
    expect(textOf(repository.root, 'state/a.json')).toBe(V2);
  });

  test('with nothing to do it is a success over 0 files', async () => {
    const { code, stdout } = await runNode(cli, ['check', '--staged'], {
      cwd: repository.root,
      env: plainEnvironment(),
    });
    expect([code, stdout]).toEqual([0, 'Checked 0 files: no problems.\n']);
  });

  test('the control: a commit without the hook goes through', () => {
    repository.write('state/a.json', BROKEN);
    repository.git('commit', '--all', '-m', 'x');
    execFileSync('git', ['fsck'], { cwd: repository.root, stdio: 'pipe' });
  });
});
