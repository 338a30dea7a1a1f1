import { chmodSync, chownSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { isWindows } from '../../support/system.ts';
import { makeTree } from '../../support/tree.ts';
import {
  aRepository,
  aSearch,
  countedGit,
  plainEnvironment,
  type Repository,
  repositoryAt,
  runGit,
  texts,
  told,
} from './git-repository.ts';

function twoCommits(): Repository {
  const repository = aRepository();
  repository.commit({ 'state.json': '1' });
  repository.commit({ 'state.json': '2' });
  return repository;
}

/** Puts other bytes in the place of a loose object. */
function damage({ root, git }: Repository, name: string, bytes: Uint8Array | string): void {
  const id = git('rev-parse', name);
  const path = join(root, '.git/objects', id.slice(0, 2), id.slice(2));
  chmodSync(path, 0o644);
  writeFileSync(path, bytes);
}

async function notesOf(path: string, environment = plainEnvironment()): Promise<readonly string[]> {
  const search = aSearch(path, { environment });
  expect(await told(search)).toEqual([]);
  return search.notes;
}

describe('where git gives nothing', () => {
  it('there may be no git', async () => {
    const { root } = twoCommits();
    const notes = await notesOf(join(root, 'state.json'), { PATH: join(root, 'none') });
    expect(notes).toEqual(['git is not installed']);
  });

  it.skipIf(isWindows)('a git that is no program is told', async () => {
    const { root } = twoCommits();
    const bin = makeTree({ git: 'x' });
    expect(await notesOf(join(root, 'state.json'), { PATH: bin })).toEqual(['git cannot be started (EACCES)']);
  });

  it('there may be no repository', async () => {
    const root = makeTree({ 'state.json': '' });
    const environment = { ...plainEnvironment(), GIT_CEILING_DIRECTORIES: root };
    expect(await notesOf(join(root, 'state.json'), environment)).toEqual(['the file is in no git repository']);
  });

  it.each(['state.json', 'd/state.json'])('a bare repository has no files: %s', async (name) => {
    const source = aRepository();
    source.commit({ 'state.json': 'decoy', 'd/state.json': 'decoy' });
    const bare = makeTree();
    runGit(bare, 'clone', '--quiet', '--bare', source.root, '.');
    expect(await notesOf(join(bare, name))).toEqual(['the file is in no work tree of git']);
  });

  it('a repository whose work tree is elsewhere is not that of the file', async () => {
    const { root, git } = twoCommits();
    git('config', 'core.worktree', makeTree());
    expect(await notesOf(join(root, 'state.json'))).toEqual(['the file is in no work tree of git']);
  });

  it.skipIf(process.getuid?.() !== 0)(
    'a repository of somebody else is told with the command that trusts it',
    async () => {
      const { root } = twoCommits();
      for (const path of [root, join(root, '.git')]) chownSync(path, 4711, 4711);
      expect(await notesOf(join(root, 'state.json'))).toEqual([
        `git refuses a repository that belongs to somebody else; where you trust it, run: git config --global --add safe.directory ${root}`,
      ]);
    },
  );

  it('a repository that no git can read is told', async () => {
    const { root, git } = twoCommits();
    git('config', 'core.repositoryFormatVersion', '99');
    expect(await notesOf(join(root, 'state.json'))).toEqual([expect.stringContaining('git failed: ')]);
  });
});

describe('where the history is not whole', () => {
  it('a shallow clone says where it ends', async () => {
    const { root } = twoCommits();
    const clone = repositoryAt(join(makeTree(), 'clone'));
    runGit(root, 'clone', '--quiet', '--depth=1', `file://${root}`, clone.root);
    const search = aSearch(join(clone.root, 'state.json'));
    expect(await texts(search)).toEqual(['2', '2']);
    const end = clone.git('rev-parse', 'HEAD').slice(0, 12);
    expect(search.notes).toEqual([`the clone is shallow: what git has of the history ends at ${end}`]);
  });

  it('a shallow clone to whose end the file does not reach says nothing', async () => {
    const source = aRepository();
    source.commit({ x: '1' });
    source.commit({ x: '2' });
    source.commit({ 'state.json': '1' });
    const clone = join(makeTree(), 'clone');
    runGit(source.root, 'clone', '--quiet', '--depth=2', `file://${source.root}`, clone);
    const search = aSearch(join(clone, 'state.json'));
    expect([await texts(search), search.notes]).toEqual([['1', '1'], []]);
  });

  it('a partial clone fetches nothing, and what it has is read', async () => {
    const { root, git } = twoCommits();
    git('config', 'uploadpack.allowFilter', 'true');
    const clone = join(makeTree(), 'clone');
    runGit(root, 'clone', '--quiet', '--filter=blob:none', `file://${root}`, clone);
    expect(await texts(aSearch(join(clone, 'state.json')))).toEqual([
      '2',
      '2',
      '[git has not fetched it: the clone is partial]',
    ]);
  });

  it.each([
    ['garbage', 'garbage'],
    ['nothing', ''],
    ['half of it', undefined],
  ])('an object that holds %s is told, and the others are read', async (_, bytes) => {
    const repository = aRepository();
    repository.commit({ 'state.json': '1' });
    repository.commit({ 'state.json': Array.from({ length: 3000 }, (_, n) => n * n * 7919).join() });
    repository.commit({ 'state.json': '3' });
    const id = repository.git('rev-parse', 'HEAD~1:state.json');
    const object = readFileSync(join(repository.root, '.git/objects', id.slice(0, 2), id.slice(2)));
    damage(repository, 'HEAD~1:state.json', bytes ?? object.subarray(0, object.length / 2));
    expect(await texts(aSearch(join(repository.root, 'state.json')))).toEqual([
      '3',
      '3',
      expect.stringMatching(/^\[git .*\]$/),
      '1',
    ]);
  });

  it('a damaged commit ends the history, and that is told', async () => {
    const repository = twoCommits();
    repository.commit({ 'state.json': '3' });
    damage(repository, 'HEAD~1', 'garbage');
    const search = aSearch(join(repository.root, 'state.json'));
    expect(await texts(search)).toEqual(['3', '3']);
    expect(search.notes).toEqual([expect.stringMatching(/^git does not tell the history to its end: git failed: /)]);
  });

  it('a damaged tree of the newest commit is told, and the index is read', async () => {
    const repository = twoCommits();
    damage(repository, 'HEAD^{tree}', 'garbage');
    const search = aSearch(join(repository.root, 'state.json'));
    expect(await told(search)).toEqual(['index 2']);
    expect(search.notes).toEqual([
      expect.stringMatching(/^the newest commit cannot be read: /),
      expect.stringMatching(/^git does not tell the history to its end: /),
    ]);
  });

  it('a damaged index is told, and the rest is read', async () => {
    const { root } = twoCommits();
    writeFileSync(join(root, '.git/index'), 'garbage');
    const search = aSearch(join(root, 'state.json'));
    expect(await told(search)).toEqual(['HEAD 2', expect.stringMatching(/^git:\w{12} 1$/)]);
    expect(search.notes).toEqual([expect.stringMatching(/^the index cannot be read: /)]);
  });

  it('git is not started again for ever', async () => {
    const repository = aRepository();
    for (let value = 0; value < 40; value += 1) repository.commit({ 'state.json': `${value}` });
    repository.git('config', 'uploadpack.allowFilter', 'true');
    const clone = join(makeTree(), 'clone');
    runGit(repository.root, 'clone', '--quiet', '--filter=blob:none', `file://${repository.root}`, clone);
    const { environment, starts } = countedGit();
    const all = await texts(aSearch(join(clone, 'state.json'), { environment }));
    expect(all).toHaveLength(41);
    expect(starts().length).toBeLessThan(25);
  });
});

describe('what the repository says is not done', () => {
  it.skipIf(isWindows)('no program of it runs', async () => {
    const { root, git, write } = twoCommits();
    const trap = join(root, 'trap');
    writeFileSync(trap, `#!/bin/sh\necho "$0 $*" >> '${root}/sprung'\ncat\n`, { mode: 0o755 });
    const settings = [
      'core.fsmonitor',
      'core.pager',
      'core.editor',
      'core.askPass',
      'core.sshCommand',
      'diff.external',
      'diff.trap.command',
      'diff.trap.textconv',
      'filter.trap.clean',
      'filter.trap.smudge',
      'filter.trap.process',
      'gpg.program',
      'gpg.ssh.program',
      'credential.helper',
      'uploadpack.packObjectsHook',
      'alias.log',
      'alias.cat-file',
      'pager.log',
    ];
    for (const setting of settings) git('config', setting, trap);
    git('config', 'log.showSignature', 'true');
    git('config', 'core.hooksPath', root);
    for (const hook of ['post-index-change', 'pre-auto-gc', 'reference-transaction', 'fsmonitor-watchman']) {
      writeFileSync(join(root, '.git/hooks', hook), readFileSync(trap), { mode: 0o755 });
      writeFileSync(join(root, hook), readFileSync(trap), { mode: 0o755 });
    }
    write('.gitattributes', '* diff=trap filter=trap\n');
    expect(await texts(aSearch(join(root, 'state.json')))).toEqual(['2', '2', '1']);
    expect(existsSync(join(root, 'sprung'))).toBe(false);
    // Control: the traps are set.
    git('diff', 'HEAD~1');
    expect(existsSync(join(root, 'sprung'))).toBe(true);
  });

  it.skipIf(isWindows)('no git that lies in the repository runs', async () => {
    const { root } = twoCommits();
    writeFileSync(join(root, 'git'), `#!/bin/sh\ntouch '${root}/sprung'\n`, { mode: 0o755 });
    for (const first of ['.', '', './']) {
      const environment = { ...plainEnvironment(), PATH: `${first}:${process.env['PATH']}` };
      expect(await texts(aSearch(join(root, 'state.json'), { environment }))).toEqual(['2', '2', '1']);
    }
    expect(existsSync(join(root, 'sprung'))).toBe(false);
  });

  it('no setting of it changes what is found', async () => {
    const repository = aRepository();
    const text = (value: number) => `${'line\n'.repeat(12)}${value}\n`;
    repository.commit({ 'd/old.json': text(1) });
    repository.git('mv', 'd/old.json', 'd/new.json');
    repository.commit({ 'd/new.json': text(2) });
    const search = () => aSearch(join(repository.root, 'd/new.json'));
    const plain = await told(search());
    expect(plain).toHaveLength(3);
    for (const setting of [
      'log.showRoot=false',
      'log.follow=true',
      'log.decorate=full',
      'log.date=relative',
      'log.diffMerges=off',
      'log.abbrevCommit=true',
      'format.pretty=oneline',
      'format.notes=*',
      'diff.renames=false',
      'diff.relative=true',
      'diff.noprefix=true',
      'diff.submodule=log',
      'diff.ignoreSubmodules=all',
      'color.ui=always',
      'color.diff=always',
      'core.abbrev=4',
      'core.quotePath=true',
      'core.precomposeUnicode=false',
      'core.commitGraph=false',
      'i18n.logOutputEncoding=UTF-16',
    ]) {
      const [name = '', value = ''] = setting.split('=');
      repository.git('config', name, value);
      expect([setting, await told(search())]).toEqual([setting, plain]);
      repository.git('config', '--unset', name);
    }
  });

  it.skipIf(isWindows)('nothing in the repository is changed', async () => {
    const { root } = twoCommits();
    const before = readdirSync(join(root, '.git'), { recursive: true }).sort();
    const index = nodeFs.stat(join(root, '.git/index')).mtimeNs;
    await texts(aSearch(join(root, 'state.json')));
    expect(readdirSync(join(root, '.git'), { recursive: true }).sort()).toEqual(before);
    expect(nodeFs.stat(join(root, '.git/index')).mtimeNs).toBe(index);
    rmSync(root, { recursive: true });
  });
});
