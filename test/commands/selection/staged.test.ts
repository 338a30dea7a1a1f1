import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, statSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aRepository, countedGit, plainEnvironment, repositoryAt } from '../../store/candidates/git-repository.ts';
import { addFiles, newDirectory } from '../../support/project.ts';
import { isWindows } from '../../support/system.ts';
import { aProjectInGit, BROKEN, checked, PROJECT, STAGED, V1, V2 } from './support.ts';

describe('check --staged', () => {
  test('is about no file where nothing is staged', async () => {
    const repository = aProjectInGit({ 'state/a.json': BROKEN });
    repository.write('state/a.json', '{');
    repository.write('state/new.json', '{');
    expect(await checked(repository, STAGED)).toEqual([]);
  });

  test('judges what is staged, not what stands in the work tree', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2, 'state/b.json': V2 });
    repository.write('state/a.json', BROKEN);
    repository.write('state/b.json', `${V2}\n`);
    repository.git('add', '.');
    repository.write('state/a.json', V2);
    repository.write('state/b.json', BROKEN);
    expect(await checked(repository, STAGED)).toEqual(['state/a.json SYNTAX_INVALID', 'state/b.json']);
  });

  test('judges a file that is staged, and gone from the work tree', async () => {
    const repository = aProjectInGit({});
    repository.write('state/deep/a.json', BROKEN);
    repository.git('add', '.');
    rmSync(join(repository.root, 'state'), { recursive: true });
    expect(await checked(repository, STAGED)).toEqual(['state/deep/a.json SYNTAX_INVALID']);
    expect(await checked(repository, STAGED, { paths: ['state'] })).toEqual(['state/deep/a.json SYNTAX_INVALID']);
    expect(await checked(repository, STAGED, { paths: ['state/*/a.json'] })).toHaveLength(1);
  });

  test('passes a deletion that is staged', async () => {
    const repository = aProjectInGit({ 'state/a.json': BROKEN });
    repository.git('rm', '--quiet', 'state/a.json');
    expect(await checked(repository, STAGED)).toEqual([]);
    expect(await checked(repository, STAGED, { paths: ['state/a.json'] })).toEqual([]);
  });

  test('takes a renamed file by its new name', async () => {
    const repository = aProjectInGit({ 'state/a.json': BROKEN });
    repository.git('mv', 'state/a.json', 'state/b.json');
    expect(await checked(repository, STAGED)).toEqual(['state/b.json SYNTAX_INVALID']);
  });

  test('takes all of the index before the first commit', async () => {
    const repository = aRepository();
    addFiles(repository.root, { ...PROJECT, 'state/a.json': V1, 'other/b.json': '{}' });
    repository.git('add', '.');
    expect(await checked(repository, STAGED)).toEqual(['other/b.json', 'state/a.json VERSION_OUTDATED']);
  });

  test('is about the named paths alone, where paths are named', async () => {
    const repository = aProjectInGit({});
    addFiles(repository.root, { 'state/a.json': BROKEN, 'state/b.json': BROKEN, 'other/c.json': '{' });
    repository.git('add', '.');
    expect(await checked(repository, STAGED, { paths: ['state/b.json', 'other'] })).toEqual([
      'other/c.json SYNTAX_INVALID',
      'state/b.json SYNTAX_INVALID',
    ]);
  });

  test('is about no file where a named directory holds nothing that is staged', async () => {
    const repository = aProjectInGit({ 'state/a.json': BROKEN });
    addFiles(repository.root, { 'state/new/b.json': BROKEN });
    expect(await checked(repository, STAGED, { paths: ['state', 'state/new', 'state/*.json'] })).toEqual([]);
  });

  test('does not look at what stands beside a file in the work tree', async () => {
    const repository = aProjectInGit({});
    addFiles(repository.root, { 'state/a.json': V2, 'state/a.json.bak': '{', 'state/a.json.tmp': '{' });
    repository.git('add', 'state/a.json');
    expect(await checked(repository, STAGED)).toEqual(['state/a.json']);
    expect(await checked(repository, undefined)).not.toEqual(['state/a.json']);
  });

  test('holds a file against the checksum file that is staged', async () => {
    const repository = aProjectInGit({ 'schemas/other/kind.yaml': 'checksum: sidecar\n' });
    const sum = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
    addFiles(repository.root, { 'other/a.json': '{}', 'other/a.json.sha256': `${sum}  a.json\n` });
    repository.git('add', '.');
    unlinkSync(join(repository.root, 'other/a.json.sha256'));
    expect(await checked(repository, STAGED)).toEqual(['other/a.json']);
    repository.git('add', '.');
    expect(await checked(repository, STAGED)).toEqual(['other/a.json CHECKSUM_MISSING']);
  });

  test('takes every file of a kind in the index whenever its schema is staged', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2, 'state/b.json': V1, 'other/c.json': '{}' });
    repository.write('state/untracked.json', V2);
    repository.write('schemas/app/2.schema.json', '{"type": "object"}');
    expect(await checked(repository, STAGED)).toEqual([]);
    repository.git('add', 'schemas');
    expect(await checked(repository, STAGED)).toEqual(['state/a.json', 'state/b.json VERSION_OUTDATED']);
  });

  test('tells a conflict by what stands in the work tree', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2 });
    repository.git('checkout', '--quiet', '-b', 'theirs');
    repository.commit({ 'state/a.json': '{"version": 2, "title": "theirs"}\n', 'state/new.json': V2 });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'state/a.json': '{"version": 2, "title": "ours"}\n' });
    expect(() => repository.git('merge', 'theirs')).toThrow();
    expect(await checked(repository, STAGED)).toEqual(['state/a.json CONFLICT_MARKERS', 'state/new.json']);
  });

  test('passes over a name without a content (git add --intent-to-add)', async () => {
    const repository = aProjectInGit({});
    repository.write('state/a.json', BROKEN);
    repository.git('add', '--intent-to-add', 'state/a.json');
    repository.write('schemas/app/2.schema.json', '{"type": "object"}');
    repository.git('add', 'schemas');
    expect(await checked(repository, STAGED)).toEqual([]);
  });

  test.skipIf(isWindows)('passes over links and submodules', async () => {
    const repository = aProjectInGit({});
    repository.write('state/real.json', V2);
    symlinkSync('real.json', join(repository.root, 'state/link.json'));
    repository.git('add', '.');
    expect(await checked(repository, STAGED)).toEqual(['state/real.json']);
  });

  test.skipIf(isWindows)('takes names as they are', async () => {
    const names = ['state/a b.json', 'state/ü.json', 'state/line\nbreak.json', 'state/[x]*.json', 'state/"q".json'];
    const repository = aProjectInGit({});
    addFiles(repository.root, Object.fromEntries(names.map((name) => [name, BROKEN])));
    repository.git('add', '.');
    for (const name of names) unlinkSync(join(repository.root, name));
    expect(await checked(repository, STAGED)).toEqual(names.toSorted().map((name) => `${name} SYNTAX_INVALID`));
  });

  test('works from a directory below, and through a link to the repository', async () => {
    const repository = aProjectInGit({});
    addFiles(repository.root, { 'state/a.json': BROKEN, 'other/b.json': '{' });
    repository.git('add', '.');
    const below = repositoryAt(join(repository.root, 'state'));
    expect(await checked(below, STAGED, { paths: ['.'] })).toEqual(['a.json SYNTAX_INVALID']);
    if (isWindows) return;
    const link = join(newDirectory(), 'link');
    symlinkSync(repository.root, link);
    expect(await checked({ root: link }, STAGED, { paths: ['state'] })).toEqual(['state/a.json SYNTAX_INVALID']);
  });

  test('reads the index that git tells its hooks', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2 });
    repository.write('state/a.json', BROKEN);
    const index = join(repository.root, '.git', 'next-index');
    const environment = { ...plainEnvironment(), GIT_INDEX_FILE: index };
    execFileSync('git', ['read-tree', 'HEAD'], { cwd: repository.root, env: environment });
    execFileSync('git', ['add', '.'], { cwd: repository.root, env: environment });
    expect(await checked(repository, STAGED, {}, { environment })).toEqual(['state/a.json SYNTAX_INVALID']);
    expect(await checked(repository, STAGED)).toEqual([]);
  });

  test('reads no index that is not of this repository', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2 });
    const elsewhere = aProjectInGit({ 'state/a.json': BROKEN });
    const environment = { ...plainEnvironment(), GIT_INDEX_FILE: join(elsewhere.root, '.git', 'index') };
    expect(await checked(repository, STAGED, {}, { environment })).toEqual([]);
  });

  test.skipIf(isWindows)('runs no filter and no hook of the repository', async () => {
    const repository = aProjectInGit({ '.gitattributes': '*.json filter=evil\n', 'state/a.json': V2 });
    const ran = join(newDirectory(), 'ran');
    repository.git('config', 'filter.evil.clean', `touch '${ran}'; cat`);
    repository.git('config', 'filter.evil.required', 'true');
    repository.git('config', 'core.fsmonitor', `touch '${ran}'`);
    repository.write('state/a.json', V1);
    expect(await checked(repository, STAGED)).toEqual([]);
    expect(await checked(repository, { kind: 'changed' })).toEqual(['state/a.json VERSION_OUTDATED']);
    expect(() => execFileSync('test', ['-e', ran])).toThrow();
    repository.git('add', 'state/a.json');
    // The control: git itself runs it.
    execFileSync('test', ['-e', ran]);
  });

  test.skipIf(isWindows)('needs five runs of git, however many files are staged', async () => {
    const repository = aProjectInGit({});
    addFiles(repository.root, Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`state/${at}.json`, V2])));
    repository.git('add', '.');
    const { environment, starts } = countedGit();
    expect(await checked(repository, STAGED, {}, { environment })).toHaveLength(50);
    expect(starts()).toHaveLength(5);
  });

  test('leaves the index as it is, and needs no lock on it', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2 });
    repository.write('state/b.json', V2);
    repository.git('add', '.');
    utimesSync(join(repository.root, 'state/a.json'), 1, 1);
    const index = join(repository.root, '.git/index');
    const before = [readFileSync(index), statSync(index, { bigint: true }).mtimeNs];
    writeFileSync(`${index}.lock`, '');
    expect(await checked(repository, STAGED)).toEqual(['state/b.json']);
    expect([readFileSync(index), statSync(index, { bigint: true }).mtimeNs]).toEqual(before);
  });

  test('a content that git has lost is a finding', async () => {
    const repository = aProjectInGit({});
    repository.write('state/a.json', V2);
    repository.git('add', '.');
    const id = repository.git('rev-parse', ':state/a.json');
    rmSync(join(repository.root, '.git/objects', id.slice(0, 2), id.slice(2)), { force: true });
    expect(await checked(repository, STAGED)).toEqual(['state/a.json UNREADABLE']);
  });

  test('an index that is none is told', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2 });
    writeFileSync(join(repository.root, '.git/index'), 'no index');
    await expect(checked(repository, STAGED)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('--staged asks git, and there is no answer: git failed: '),
    });
  });

  test('takes no file of more bytes than its kind allows into memory', async () => {
    const repository = aProjectInGit({});
    repository.write('state/a.json', V2);
    repository.git('add', '.');
    expect(await checked(repository, STAGED, { maxSize: 10 })).toEqual(['state/a.json SIZE_EXCEEDED']);
  });

  test('outside of a repository is told, with what to do', async () => {
    const root = newDirectory();
    addFiles(root, { ...PROJECT, 'state/a.json': V2 });
    await expect(checked({ root }, STAGED)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('no git repository'),
      hint: expect.stringContaining('--staged'),
    });
  });

  test('standard input is not staged', async () => {
    const repository = aProjectInGit({});
    await expect(checked(repository, STAGED, { paths: ['-'], kind: 'app' })).rejects.toMatchObject({ code: 'USAGE' });
  });

  test('gives exactly what a checkout of the index would give', { timeout: 120_000 }, async () => {
    const content = fc.constantFrom(V1, V2, BROKEN, '');
    const step = fc.record({ name: fc.constantFrom('a', 'b', 'c'), staged: content, after: fc.option(content) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 4 }), async (steps) => {
        const repository = aProjectInGit({ 'state/a.json': V2, 'state/b.json': V1 });
        for (const { name, staged, after } of steps) {
          repository.write(`state/${name}.json`, staged);
          repository.git('add', '.');
          if (after === null) unlinkSync(join(repository.root, `state/${name}.json`));
          else writeFileSync(join(repository.root, `state/${name}.json`), after);
        }
        const found = await checked(repository, STAGED);
        const names = repository.git('diff', '--cached', '--name-only', '--diff-filter=d').split('\n').filter(Boolean);
        const copy = newDirectory();
        repository.git('checkout-index', '--all', `--prefix=${copy}/`);
        const expected = await checked({ root: copy }, undefined);
        expect(found).toEqual(expected.filter((line) => names.includes(line.split(' ')[0] ?? '')));
      }),
      { numRuns: 12 },
    );
  });
});
