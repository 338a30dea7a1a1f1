import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { gitIn } from '../../src/store/merge/ask-git.ts';
import { openBorrowedTree } from '../../src/store/merge/borrowed-tree.ts';
import { mergedCommit } from '../../src/store/merge/merged-commit.ts';
import { mergingRepository } from '../../src/store/merge/repository.ts';
import { addFiles, namesIn, newDirectory, textOf } from '../support/project.ts';
import { isWindows } from '../support/system.ts';
import { aRepository, ok, type Repository } from './repository.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A repository in which `state.json` is `1`, then `2`, then `3`, and the commits of these, the newest last. */
function threeCommits(): { readonly repository: Repository; readonly commits: readonly string[] } {
  const repository = aRepository({ 'state.json': '1\n' });
  for (const text of ['2\n', '3\n']) repository.commit(text.trim(), { 'state.json': text });
  const commits = ok(repository.git('rev-list', '--reverse', 'HEAD'))
    .stdout.trim()
    .split('\n');
  return { repository, commits };
}

function found({ root }: Repository, theirs: string, environment: Record<string, string> = {}, path = 'state.json') {
  const git = gitIn(nodeFs, root, process.env);
  return mergedCommit({ fs: nodeFs, git, gitDirectory: join(root, '.git'), environment, path, theirs: bytes(theirs) });
}

describe.skipIf(isWindows)('the commit that is merged', () => {
  test('is the one that git names, where it holds their content', () => {
    const { repository, commits } = threeCommits();
    expect(found(repository, '2\n', { [`GITHEAD_${commits[1]}`]: 'x', [`GITHEAD_${commits[2]}`]: 'y' })).toBe(
      commits[1],
    );
  });

  test('is the one that git names, also where the file has another name there', () => {
    const { repository, commits } = threeCommits();
    expect(found(repository, '7\n', { [`GITHEAD_${commits[2]}`]: 'x' }, 'renamed.json')).toBe(commits[2]);
  });

  test.each([
    ['rebase-merge/done', (commit: string) => `pick 1234567 earlier\npick ${commit} a text\n`],
    ['sequencer/todo', (commit: string) => `pick ${commit.slice(0, 7)} a text\npick 1234567 later\n`],
    ['rebase-apply/original-commit', (commit: string) => `${commit}\n`],
    ['CHERRY_PICK_HEAD', (commit: string) => `${commit}\n`],
  ])('is the one that stands in %s, where it holds their content', (name, said) => {
    const { repository, commits } = threeCommits();
    addFiles(repository.root, { [`.git/${name}`]: said(commits[1] ?? '') });
    expect(found(repository, '2\n')).toBe(commits[1]);
  });

  test('is no stale one: that does not hold their content, and another does', () => {
    const { repository, commits } = threeCommits();
    addFiles(repository.root, { '.git/CHERRY_PICK_HEAD': `${commits[0]}\n` });
    expect(found(repository, '3\n')).toBe(commits[2]);
  });

  test('is one of an earlier commit, where the content went again', () => {
    const { repository, commits } = threeCommits();
    expect([commits[0], commits[1]]).toContain(found(repository, '1\n'));
    expect(ok(repository.git('show', `${found(repository, '1\n')}:state.json`)).stdout).toBe('1\n');
  });

  test.each(['--all', '-x', 'HEAD', '../x', '$(touch x)'])('is never what is no name of a commit: %s', (text) => {
    const { repository } = threeCommits();
    addFiles(repository.root, { '.git/CHERRY_PICK_HEAD': `${text}\n`, '.git/sequencer/todo': `pick ${text}\n` });
    expect(found(repository, 'nowhere')).toBeUndefined();
  });

  test('is none where no commit holds that content', () => {
    expect(found(threeCommits().repository, 'nowhere')).toBeUndefined();
  });

  test('is none without git', () => {
    const { root } = threeCommits().repository;
    const git = gitIn(nodeFs, root, { PATH: newDirectory() });
    expect(mergingRepository(git, 'state.json')).toBeUndefined();
  });
});

describe.skipIf(isWindows)('the repository of a merge', () => {
  test.each([
    ['.', 'state.json', 'state.json'],
    ['sub', 'state.json', 'sub/state.json'],
    ['sub', '../state.json', 'state.json'],
  ])('from %s, %s is %s', (directory, path, wanted) => {
    const { root } = aRepository({ 'sub/x': '' });
    const git = gitIn(nodeFs, join(root, directory), { ...process.env, GIT_DIR: '/nowhere' });
    expect(mergingRepository(git, path)).toEqual({ root, gitDirectory: join(root, '.git'), path: wanted });
    expect(mergingRepository(git, join(root, 'state.json'))?.path).toBe('state.json');
  });

  test('a path that leads out of it is in none', () => {
    const { root } = aRepository({});
    expect(mergingRepository(gitIn(nodeFs, root, process.env), '../state.json')).toBeUndefined();
    expect(mergingRepository(gitIn(nodeFs, root, process.env), '/elsewhere/state.json')).toBeUndefined();
  });
});

describe.skipIf(isWindows)('a borrowed tree', () => {
  test('is for this user alone, and gone when it is removed', () => {
    const directory = newDirectory();
    const tree = openBorrowedTree(nodeFs, directory, () => undefined);
    tree.add([{ path: 'schemas/app/1.schema.json', bytes: bytes('{}') }]);
    expect(statSync(tree.root).mode & 0o777).toBe(0o700);
    expect(statSync(join(tree.root, 'schemas/app/1.schema.json')).mode & 0o777).toBe(0o600);
    tree.remove();
    expect(namesIn(directory)).toEqual([]);
  });

  test('takes no file out of itself, and none twice', () => {
    const directory = newDirectory();
    const tree = openBorrowedTree(nodeFs, directory, () => undefined);
    tree.add([
      { path: '../out', bytes: bytes('out') },
      { path: 'a/../../out', bytes: bytes('out') },
      { path: 'a', bytes: bytes('first') },
      { path: 'a', bytes: bytes('second') },
    ]);
    expect(namesIn(directory)).toHaveLength(1);
    expect(textOf(tree.root, 'a')).toBe('first');
    tree.remove();
    expect(namesIn(directory)).toEqual([]);
  });

  test('tells what it cannot remove, and leaves what is not its own', () => {
    const directory = newDirectory();
    const events: string[] = [];
    const fs = {
      ...nodeFs,
      unlink: () => {
        throw Object.assign(new Error('no'), { code: 'EACCES' });
      },
    };
    const tree = openBorrowedTree(fs, directory, (event) => events.push(event.kind));
    tree.add([{ path: 'a', bytes: bytes('a') }]);
    mkdirSync(join(tree.root, 'others'));
    tree.remove();
    expect(events).toEqual(['not-removed']);
    expect(existsSync(join(tree.root, 'others'))).toBe(true);
    expect(readFileSync(join(tree.root, 'a'), 'utf8')).toBe('a');
  });
});
