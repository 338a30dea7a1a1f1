import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitCandidates } from '../../../src/store/candidates/git.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { aKind } from '../../support/facts.ts';
import { isWindows } from '../../support/system.ts';
import {
  aRepository,
  aSearch,
  contentOf,
  countedGit,
  found,
  nextTime,
  type Repository,
  repositoryAt,
  runGit,
  short,
  texts,
  told,
} from './git-repository.ts';

/** Enough lines for git to know a file again by its likeness. */
function likeness(value: string): string {
  return `${Array.from({ length: 12 }, (_, line) => `line ${line}\n`).join('')}${value}\n`;
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

async function values(repository: Repository, name: string): Promise<readonly string[]> {
  return (await texts(aSearch(join(repository.root, name)))).map(lastLine);
}

describe('gitCandidates', () => {
  it('gives the index, the newest commit and the history, the newest first', async () => {
    const repository = aRepository();
    const first = repository.commit({ 'state.json': '1' });
    const second = repository.commit({ 'state.json': '2' });
    repository.commit({ 'state.json': '3' });
    repository.write('state.json', '4');
    repository.git('add', 'state.json');
    expect(await told(aSearch(join(repository.root, 'state.json')))).toEqual([
      'index 4',
      'HEAD 3',
      `${short(second)} 2`,
      `${short(first)} 1`,
    ]);
  });

  it('gives each content of the history once, by the newest commit that has it', async () => {
    const repository = aRepository();
    repository.commit({ 'state.json': 'a' });
    repository.commit({ 'state.json': 'b' });
    const again = repository.commit({ 'state.json': 'a' });
    repository.commit({ 'state.json': 'c' });
    const names = (await found(aSearch(join(repository.root, 'state.json')))).map(({ name }) => name);
    expect(names.slice(2)).toEqual([short(again), expect.stringMatching(/^git:/)]);
  });

  it('says when a commit was made, and of the index nothing', async () => {
    const repository = aRepository();
    const times = [nextTime(), nextTime() + 60];
    repository.commit({ 'state.json': '1' });
    repository.commit({ 'state.json': '2' });
    const [index, head, past] = await found(aSearch(join(repository.root, 'state.json')));
    expect(index?.at).toBeUndefined();
    expect([past?.at, head?.at].map((at) => Number(at) / 1000)).toEqual(times);
  });

  it('tells where each stands, and reads it under the name that it had there', async () => {
    const repository = aRepository();
    const first = repository.commit({ 'd/old.yaml': likeness('1') });
    repository.git('mv', 'd/old.yaml', 'd/new.json');
    repository.commit({ 'd/new.json': likeness('2') });
    const all = await found(aSearch(join(repository.root, 'd/new.json')));
    expect(all.map(({ shown }) => shown)).toEqual([
      'index:d/new.json',
      'HEAD:d/new.json',
      `${first.slice(0, 12)}:d/old.yaml`,
    ]);
    const read = await all.at(-1)?.read();
    expect(read?.origin).toEqual({ kind: 'git', path: join(repository.root, 'd/old.yaml'), revision: first });
  });

  it('starts nothing before it is asked, and no history before what is nearer was taken', async () => {
    const repository = aRepository();
    repository.commit({ 'state.json': '1' });
    repository.commit({ 'state.json': '2' });
    const { environment, starts } = countedGit();
    const search = aSearch(join(repository.root, 'state.json'), { environment });
    const candidates = gitCandidates(search)[Symbol.asyncIterator]();
    expect(starts()).toEqual([]);
    await candidates.next();
    await candidates.next();
    expect(starts().filter((line) => line.includes(' log '))).toEqual([]);
    await candidates.return?.();
  });

  it('can be read after the search', async () => {
    const repository = aRepository();
    repository.commit({ 'state.json': '1' });
    repository.commit({ 'state.json': '2' });
    const all = await found(aSearch(join(repository.root, 'state.json')));
    expect(await Promise.all(all.map(contentOf))).toEqual(['2', '2', '1']);
  });

  it('needs three runs of git at most, whatever is read', async () => {
    const repository = aRepository();
    repository.commit({ 'old.json': likeness('1') });
    repository.git('mv', 'old.json', 'new.json');
    for (const value of ['2', '3', '4']) repository.commit({ 'new.json': likeness(value) });
    const { environment, starts } = countedGit();
    expect(await texts(aSearch(join(repository.root, 'new.json'), { environment }))).toHaveLength(5);
    expect(starts().map((line) => /cat-file|log/.exec(line)?.[0])).toEqual(['cat-file', 'log', 'log']);
  });

  it('gives nothing of a file that git does not know', async () => {
    const repository = aRepository();
    repository.commit({ 'other.json': '1' });
    repository.write('state.json', '2');
    const search = aSearch(join(repository.root, 'state.json'));
    expect([await told(search), search.notes]).toEqual([[], []]);
  });

  it('gives the history of a file that was deleted, with its directory', async () => {
    const repository = aRepository();
    const first = repository.commit({ 'd/state.json': '1', 'other.json': '' });
    rmSync(join(repository.root, 'd'), { recursive: true });
    repository.commit();
    expect(await told(aSearch(join(repository.root, 'd/state.json')))).toEqual([`${short(first)} 1`]);
  });

  it('gives the index alone where nothing is committed', async () => {
    const repository = aRepository();
    repository.write('state.json', '1');
    repository.git('add', 'state.json');
    const search = aSearch(join(repository.root, 'state.json'));
    expect(await told(search)).toEqual(['index 1']);
    expect(search.notes).toEqual(['the repository has no commit that git can read']);
  });
});

describe('the history', () => {
  it('follows renames, also of a directory', async () => {
    const repository = aRepository();
    repository.commit({ 'a/one.json': likeness('1') });
    repository.git('mv', 'a/one.json', 'a/two.json');
    repository.commit({ 'a/two.json': likeness('2') });
    repository.git('mv', 'a', 'b');
    repository.commit();
    repository.commit({ 'b/two.json': likeness('3') });
    expect(await values(repository, 'b/two.json')).toEqual(['3', '3', '2', '1']);
  });

  it('holds what stood at a former name on a branch that did not know of the rename', async () => {
    const repository = aRepository();
    repository.commit({ 'old.json': likeness('1') });
    repository.git('checkout', '-q', '-b', 'side');
    repository.git('mv', 'old.json', 'new.json');
    repository.commit();
    repository.git('checkout', '-q', 'main');
    repository.commit({ 'old.json': likeness('2') });
    repository.commit({ 'old.json': likeness('3') });
    repository.git('merge', '-q', '--no-edit', 'side');
    repository.commit({ 'new.json': likeness('4') });
    expect((await values(repository, 'new.json')).toSorted()).toEqual(['1', '2', '3', '4', '4']);
  });

  it('holds what only a merge has', async () => {
    const repository = aRepository();
    repository.commit({ 'state.json': '1' });
    repository.git('checkout', '-q', '-b', 'side');
    repository.commit({ 'state.json': '2' });
    repository.git('checkout', '-q', 'main');
    repository.commit({ 'state.json': '3' });
    repository.git('merge', '-q', '--no-commit', '--strategy=ours', 'side');
    repository.commit({ 'state.json': 'of the merge' });
    repository.commit({ 'state.json': '5' });
    expect(await values(repository, 'state.json')).toEqual(['5', '5', 'of the merge', '3', '2', '1']);
  });

  it('holds what a branch had before a merge took the other side', async () => {
    const repository = aRepository();
    repository.commit({ 'state.json': '1' });
    repository.git('checkout', '-q', '-b', 'side');
    repository.commit({ 'state.json': 'of the side' });
    repository.git('checkout', '-q', 'main');
    repository.commit({ 'state.json': '3' });
    repository.git('merge', '-q', '--no-edit', '--strategy=ours', 'side');
    expect(await values(repository, 'state.json')).toContain('of the side');
  });

  it.skipIf(isWindows)('passes over a link, a directory and a submodule', async () => {
    const library = aRepository();
    library.commit({ x: '1' });
    const repository = aRepository();
    const path = join(repository.root, 'state.json');
    repository.commit({ 'state.json': 'file', 'other.json': '' });
    rmSync(path);
    symlinkSync('other.json', path);
    repository.commit();
    rmSync(path);
    mkdirSync(path);
    repository.commit({ 'state.json/inner': 'inner' });
    repository.git('rm', '-q', '-r', 'state.json');
    repository.git('submodule', '--quiet', 'add', library.root, 'state.json');
    repository.commit();
    repository.git('rm', '-q', '-f', 'state.json');
    repository.commit({ 'state.json': 'again' });
    expect(await texts(aSearch(path))).toEqual(['again', 'again', 'file']);
  });

  it.skipIf(isWindows)('passes over a link in the newest commit', async () => {
    const repository = aRepository();
    const path = join(repository.root, 'state.json');
    repository.commit({ 'state.json': 'file', 'other.json': '' });
    rmSync(path);
    symlinkSync('other.json', path);
    repository.commit();
    expect((await told(aSearch(path))).filter((line) => !line.startsWith('index'))).toEqual([
      expect.stringMatching(/^git:\w{12} file$/),
    ]);
  });
});

describe('the place of the file', () => {
  it
    .skipIf(isWindows)
    .each([
      'a b/c d.json',
      `it's "q".json`,
      'line\nbreak.json',
      'tab\t.json',
      'ü ✓ 日本.json',
      'u\u0308.json',
      '-v.json',
      '--help',
      '*.json',
      ':(top)x.json',
      ':0:x.json',
      'a\\b.json',
      '[a-z]?.json',
      'd\n/x.json',
    ])('may be called %j', async (name) => {
    const repository = aRepository();
    repository.commit({ [name]: '1', 'a.json': 'decoy', 'x.json': 'decoy' });
    repository.commit({ [name]: '2' });
    const search = aSearch(join(repository.root, name));
    expect([await texts(search), search.notes]).toEqual([['2', '2', '1'], []]);
  });

  it('is known by its composed name where the system tells it decomposed', async () => {
    const repository = aRepository();
    repository.commit({ '\u00fc.json': '1' });
    const decomposed = join(repository.root, 'u\u0308.json');
    const macOs = { ...nodeFs, platform: 'darwin' as const };
    expect(await texts(aSearch(decomposed, { fs: macOs }))).toEqual(['1', '1']);
    // Control: elsewhere these are two names.
    expect(await texts(aSearch(decomposed))).toEqual([]);
  });

  it('may be a sub-directory, a submodule, a repository inside another or a linked work tree', async () => {
    const library = aRepository();
    library.commit({ 'state.json': 'library' });
    const repository = aRepository();
    repository.commit({ 'state.json': 'outer', 'sub/dir/state.json': 'below' });
    repository.git('submodule', '--quiet', 'add', library.root, 'module');
    repository.git('clone', '--quiet', library.root, 'inner');
    repository.git('worktree', 'add', '--quiet', 'linked');
    for (const [place, text] of [
      ['.', 'outer'],
      ['sub/dir', 'below'],
      ['module', 'library'],
      ['inner', 'library'],
      ['linked', 'outer'],
    ] as const) {
      expect(await texts(aSearch(join(repository.root, place, 'state.json')))).toEqual([text, text]);
    }
  });

  it('is not that of another repository to which the environment points', async () => {
    const repository = aRepository();
    repository.commit({ 'state.json': 'mine' });
    const other = aRepository();
    other.commit({ 'state.json': 'other' });
    const environment = { ...aSearch('/x').environment, GIT_DIR: join(other.root, '.git'), GIT_WORK_TREE: other.root };
    expect(await texts(aSearch(join(repository.root, 'state.json'), { environment }))).toEqual(['mine', 'mine']);
  });

  it('is that of the outer repository where the inner one is none', async () => {
    const repository = aRepository();
    repository.commit({ 'state.json': 'outer', 'd/state.json': 'below' });
    mkdirSync(join(repository.root, 'd/.git'));
    expect(await texts(aSearch(join(repository.root, 'd/state.json')))).toEqual(['below', 'below']);
  });

  it('may be in a repository with longer ids', async () => {
    const repository = aRepository('--object-format=sha256');
    repository.commit({ 'd/state.json': '1' });
    repository.commit({ 'd/state.json': '2' });
    expect(await texts(aSearch(join(repository.root, 'd/state.json')))).toEqual(['2', '2', '1']);
  });

  it('may be a new clone', async () => {
    const repository = aRepository();
    repository.commit({ 'state.json': '1' });
    repository.commit({ 'state.json': '2' });
    const clone = repositoryAt(join(aRepository().root, 'clone'));
    runGit(repository.root, 'clone', '--quiet', repository.root, clone.root);
    expect(await texts(aSearch(join(clone.root, 'state.json')))).toEqual(['2', '2', '1']);
  });
});

describe('what is too large', () => {
  it('is told by its size, and the others are read', async () => {
    const repository = aRepository();
    repository.commit({ 'state.json': '1' });
    repository.commit({ 'state.json': 'x'.repeat(5000) });
    repository.commit({ 'state.json': 'y'.repeat(17 * 1024 * 1024) });
    repository.commit({ 'state.json': '3' });
    const search = aSearch(join(repository.root, 'state.json'), { kind: aKind({ maxSize: 1000 }) });
    expect(await texts(search)).toEqual(['3', '3', '[SIZE_EXCEEDED]', '[SIZE_EXCEEDED]', '1']);
  });

  it('may be in the index', async () => {
    const repository = aRepository();
    repository.commit({ 'state.json': '1' });
    repository.write('state.json', 'y'.repeat(17 * 1024 * 1024));
    repository.git('add', 'state.json');
    const search = aSearch(join(repository.root, 'state.json'), { kind: aKind({ maxSize: 1000 }) });
    expect(await texts(search)).toEqual(['[SIZE_EXCEEDED]', '1']);
  });
});
