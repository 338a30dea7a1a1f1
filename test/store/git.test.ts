import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import { createGit } from '../../src/store/git.ts';
import { makeTree } from '../support/tree.ts';

const IDENTITY = ['-c', 'user.name=T', '-c', 'user.email=t@example.org', '-c', 'protocol.file.allow=always'];

function git(cwd: string, ...args: readonly string[]): void {
  execFileSync('git', [...IDENTITY, ...args], { cwd, stdio: 'pipe' });
}

/** A repository in which these files are tracked. */
function makeRepository(files: Readonly<Record<string, string>>): string {
  const root = makeTree(files);
  git(root, 'init', '-q');
  git(root, 'add', '.');
  git(root, 'commit', '-qm', 'x');
  return root;
}

/** A `git` that notes each start, before the real one on the path. */
function countingGit(): { readonly env: Readonly<Record<string, string>>; readonly log: string } {
  const bin = makeTree({ log: '' });
  const log = join(bin, 'log');
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  writeFileSync(join(bin, 'git'), `#!/bin/sh\necho "$@" >> '${log}'\nexec '${real}' "$@"\n`, { mode: 0o755 });
  return { env: { ...env(), PATH: `${bin}:${process.env['PATH']}` }, log };
}

function env(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

function asked(log: string): readonly string[] {
  return readFileSync(log, 'utf8').split('\n').filter(Boolean);
}

// The counting git is a shell script.
describe.skipIf(process.platform === 'win32')('isTracked', () => {
  it.each(['state.json', 'a b/c d.json', 'line\nbreak.json', 'ü ✓.json', '*.json', `it's "q".json`, 'a\\b.json'])(
    'knows %j by its very name',
    (name) => {
      const root = makeRepository({ [name]: '', 'other.txt': '' });
      const { isTracked } = createGit(nodeFs, env());
      expect(isTracked(join(root, name))).toBe(true);
      expect(isTracked(join(root, `${name}.new`))).toBe(false);
    },
  );

  it('starts git once for all directories of a work tree', () => {
    const root = makeRepository({ 'a/1.json': '', 'b/c/2.json': '', '3.json': '' });
    const { env, log } = countingGit();
    const { isTracked } = createGit(nodeFs, env);
    const paths = ['a/1.json', 'b/c/2.json', '3.json', 'b/none.json'];
    expect(paths.map((path) => isTracked(join(root, path)))).toEqual([true, true, true, false]);
    expect(asked(log)).toHaveLength(1);
  });

  it('asks a submodule, and a repository inside another, about its own files', () => {
    const library = makeRepository({ 'inner.json': '' });
    const root = makeRepository({ 'outer.json': '' });
    git(root, 'submodule', '--quiet', 'add', library, 'sub');
    git(root, 'clone', '-q', library, 'clone');
    writeFileSync(join(root, 'sub/new.json'), '');
    const { isTracked } = createGit(nodeFs, env());
    const paths = ['outer.json', 'sub/inner.json', 'sub/new.json', 'clone/inner.json'];
    expect(paths.map((path) => isTracked(join(root, path)))).toEqual([true, true, false, true]);
  });

  it('follows links in the way to a file, and asks about the link where the file is one', () => {
    const root = makeRepository({ 'real/state.json': '' });
    symlinkSync('real', join(root, 'linked'));
    symlinkSync('state.json', join(root, 'real/link.json'));
    const { isTracked } = createGit(nodeFs, env());
    expect([isTracked(join(root, 'linked/state.json')), isTracked(join(root, 'real/link.json'))]).toEqual([
      true,
      false,
    ]);
  });

  it('cannot tell outside of a work tree, and does not start git for it', () => {
    const root = makeTree({ 'state.json': '' });
    const { env, log } = countingGit();
    expect(createGit(nodeFs, env).isTracked(join(root, 'state.json'))).toBeUndefined();
    expect(asked(log)).toEqual([]);
  });

  it('cannot tell where there is no git, and tries once', () => {
    const root = makeRepository({ 'a.json': '', 'b.json': '' });
    const { isTracked } = createGit(nodeFs, { PATH: join(root, 'none') });
    expect([isTracked(join(root, 'a.json')), isTracked(join(root, 'b.json'))]).toEqual([undefined, undefined]);
  });

  it('cannot tell in what only looks like a repository, or in a directory that is gone', () => {
    const root = makeTree({ 'state.json': '' });
    mkdirSync(join(root, '.git'));
    const { isTracked } = createGit(nodeFs, env());
    expect(isTracked(join(root, 'state.json'))).toBeUndefined();
    expect(isTracked(join(root, 'gone/state.json'))).toBeUndefined();
  });

  it('asks git where .git itself cannot be seen', () => {
    const root = makeRepository({ 'd/state.json': '' });
    const denied = Object.assign(new Error('EACCES'), { code: 'EACCES' });
    const fs: FsOps = {
      ...nodeFs,
      lstat: (path) => {
        if (path.endsWith('.git')) throw denied;
        return nodeFs.lstat(path);
      },
    };
    expect(createGit(fs, env()).isTracked(join(root, 'd/state.json'))).toBe(true);
  });

  it('is not led to another repository by the environment', () => {
    const root = makeRepository({ 'state.json': '' });
    const other = makeRepository({ 'x.json': '' });
    const { isTracked } = createGit(nodeFs, { ...env(), GIT_DIR: join(other, '.git'), GIT_WORK_TREE: other });
    expect(isTracked(join(root, 'state.json'))).toBe(true);
  });

  it('runs no program of the repository', () => {
    const root = makeRepository({ 'state.json': '' });
    const trap = join(root, 'trap');
    writeFileSync(trap, `#!/bin/sh\ntouch '${root}/sprung'\n`, { mode: 0o755 });
    git(root, 'config', 'core.fsmonitor', trap);
    expect(createGit(nodeFs, env()).isTracked(join(root, 'state.json'))).toBe(true);
    expect(() => nodeFs.lstat(join(root, 'sprung'))).toThrow('ENOENT');
  });
});

describe('isIgnored', () => {
  it('says what git ignores, and cannot tell outside of a work tree', () => {
    const root = makeRepository({ '.gitignore': '*.bak\n', 'state.json': '' });
    const { isIgnored } = createGit(nodeFs, env());
    expect([isIgnored(join(root, 'state.json.bak')), isIgnored(join(root, 'new.json'))]).toEqual([true, false]);
    expect(isIgnored(join(makeTree(), 'x.bak'))).toBeUndefined();
  });

  it.each([':(top)x.bak', '*.bak', '-v.bak', 'a b\n.bak'])('takes %j for a name', (name) => {
    const root = makeRepository({ '.gitignore': '*.bak\n', 'state.json': '' });
    expect(createGit(nodeFs, env()).isIgnored(join(root, name))).toBe(true);
    expect(createGit(nodeFs, env()).isIgnored(join(root, `${name}.json`))).toBe(false);
  });
});
