import { execFileSync } from 'node:child_process';
import { renameSync, symlinkSync, unlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import { aRepository, repositoryAt } from '../../store/candidates/git-repository.ts';
import { aContext, addFiles, all, newDirectory } from '../../support/project.ts';
import { isWindows } from '../../support/system.ts';
import { aProjectInGit, BROKEN, CHANGED, checked, PROJECT, part, since, V1, V2 } from './support.ts';

describe('check --changed', () => {
  test('is about no file where nothing differs from the newest commit', async () => {
    const repository = aProjectInGit({ 'state/a.json': BROKEN });
    utimesSync(join(repository.root, 'state/a.json'), 1, 1);
    expect(await checked(repository, CHANGED)).toEqual([]);
  });

  test('takes what is staged, what is not, and what git does not know yet', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2, 'state/b.json': V2, 'state/c.json': V2 });
    repository.write('state/a.json', V1);
    repository.git('add', '.');
    addFiles(repository.root, { 'state/b.json': BROKEN, 'state/new.json': V2 });
    expect(await checked(repository, CHANGED)).toEqual([
      'state/a.json VERSION_OUTDATED',
      'state/b.json SYNTAX_INVALID',
      'state/new.json',
    ]);
  });

  test('judges the work tree, whatever is staged', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2 });
    repository.write('state/a.json', BROKEN);
    repository.git('add', '.');
    repository.write('state/a.json', V1);
    expect(await checked(repository, CHANGED)).toEqual(['state/a.json VERSION_OUTDATED']);
  });

  test('passes over what git ignores', async () => {
    const repository = aProjectInGit({ '.gitignore': 'state/local.json\n' });
    addFiles(repository.root, { 'state/local.json': BROKEN });
    expect(await checked(repository, CHANGED)).toEqual([]);
  });

  test('passes deleted files, also where they are named', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2, 'state/b.json': V2 });
    unlinkSync(join(repository.root, 'state/a.json'));
    repository.git('rm', '--quiet', 'state/b.json');
    expect(await checked(repository, CHANGED)).toEqual([]);
    expect(await checked(repository, CHANGED, { paths: ['state/a.json', 'state/b.json'] })).toEqual([]);
  });

  test('takes a file that was taken out of the index alone', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2 });
    repository.git('rm', '--quiet', '--cached', 'state/a.json');
    expect(await checked(repository, CHANGED)).toEqual(['state/a.json']);
  });

  test('takes a renamed file by its new name', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2 });
    renameSync(join(repository.root, 'state/a.json'), join(repository.root, 'state/b.json'));
    expect(await checked(repository, CHANGED)).toEqual(['state/b.json']);
  });

  test('takes both sides of a conflict, but what both sides deleted', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2, 'state/b.json': V2 });
    repository.git('checkout', '--quiet', '-b', 'theirs');
    repository.commit({ 'state/a.json': '{"version": 2, "title": "theirs"}\n' });
    repository.git('checkout', '--quiet', 'main');
    unlinkSync(join(repository.root, 'state/a.json'));
    repository.commit();
    expect(() => repository.git('merge', 'theirs')).toThrow();
    expect(await checked(repository, CHANGED)).toEqual(['state/a.json']);
  });

  test.each([
    ['a schema', 'schemas/app/2.schema.json', '{"type": "object"}', ['state/a.json', 'state/b.json']],
    ['a fact', 'schemas/app/kind.yaml', 'checksum: false\nmode: "0666"\n', ['state/a.json', 'state/b.json']],
    ['a migration', 'migrations/app/2_rename.mjs', 'export const up = (a) => a;', ['state/a.json', 'state/b.json']],
    ['a module of a migration', 'migrations/app/lib/x.mjs', '', ['state/a.json', 'state/b.json']],
    ['a schema that kinds share', 'schemas/common/defs.json', '{}', ['other/c.json', 'state/a.json', 'state/b.json']],
    ['a module that kinds share', 'migrations/lib.mjs', '', ['other/c.json', 'state/a.json', 'state/b.json']],
    ['what is no schema', 'schemas/app/README.md', 'x', []],
    ['what is beside', 'schemas.md', 'x', []],
  ])('takes every file that is judged by %s, when that changes', async (_, path, text, expected) => {
    const repository = aProjectInGit({ 'state/a.json': V2, 'state/b.json': V2, 'other/c.json': '{}' });
    repository.write(path, text);
    expect(await checked(repository, CHANGED)).toEqual(expected);
  });

  test('takes every file when the config changes', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2, 'other/c.json': '{}' });
    repository.write('statefix.config.yaml', `${PROJECT['statefix.config.yaml']}# changed\n`);
    expect(await checked(repository, CHANGED)).toEqual(['other/c.json', 'state/a.json']);
  });

  test('takes every file when a schema is deleted', async () => {
    const repository = aProjectInGit({ 'state/a.json': V1, 'other/c.json': '{}' });
    unlinkSync(join(repository.root, 'schemas/app/2.schema.json'));
    unlinkSync(join(repository.root, 'migrations/app/2_rename.mjs'));
    expect(await checked(repository, CHANGED)).toEqual(['state/a.json']);
  });

  test('takes every file that is checked against one schema, when that changes', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2, 'my.schema.json': '{}' });
    const options = { schema: 'my.schema.json', paths: ['state'] };
    expect(await checked(repository, CHANGED, options)).toEqual([]);
    repository.write('my.schema.json', '{"type": "object"}');
    expect(await checked(repository, CHANGED, options)).toEqual(['state/a.json']);
  });

  test.skipIf(isWindows)('takes a link whose file changed', async () => {
    const repository = aProjectInGit({ 'elsewhere/real.json': V2 });
    symlinkSync('elsewhere/real.json', join(repository.root, 'state.json'));
    addFiles(repository.root, { 'statefix.config.yaml': "version: 1\nkinds: { app: { files: ['state.json'] } }\n" });
    repository.commit();
    expect(await checked(repository, CHANGED)).toEqual([]);
    repository.write('elsewhere/real.json', BROKEN);
    expect(await checked(repository, CHANGED)).toEqual(['state.json SYNTAX_INVALID']);
  });

  test.skipIf(isWindows)('takes names as they are', async () => {
    const names = ['state/a b.json', 'state/ü.json', 'state/line\nbreak.json', 'state/[x]*.json', 'state/"q".json'];
    const repository = aProjectInGit({});
    addFiles(repository.root, Object.fromEntries(names.map((name) => [name, V2])));
    expect(await checked(repository, CHANGED)).toEqual(names.toSorted());
  });

  test('passes over what belongs to a repository inside', async () => {
    const repository = aProjectInGit({});
    const inner = repositoryAt(join(repository.root, 'state/inner'));
    addFiles(inner.root, { 'a.json': BROKEN });
    execFileSync('git', ['init', '--quiet'], { cwd: inner.root });
    inner.commit();
    expect(await checked(repository, CHANGED)).toEqual([]);
  });

  test('refuses a named file of no repository, or of another', async () => {
    const repository = aProjectInGit({});
    const elsewhere = join(newDirectory(), 'a.json');
    addFiles(join(elsewhere, '..'), { 'a.json': V2 });
    await expect(checked(repository, CHANGED, { paths: [elsewhere], kind: 'app' })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('outside of the repository'),
    });
  });

  test('a named file that no kind claims is an error, changed or not', async () => {
    const repository = aProjectInGit({ 'README.json': '{}' });
    await expect(checked(repository, CHANGED, { paths: ['README.json'] })).rejects.toMatchObject({
      code: 'NO_FILE_MATCHED',
    });
  });

  test('without git on the path it says so', async () => {
    const repository = aProjectInGit({});
    const context = aContext(repository.root, { environment: { PATH: newDirectory() } });
    await expect(all(check(part(CHANGED), context))).rejects.toMatchObject({
      code: 'USAGE',
      message: '--changed asks git, and there is no answer: git is not installed',
    });
  });

  test('in a bare repository it says so', async () => {
    const repository = aRepository('--bare');
    await expect(checked(repository, CHANGED, { paths: ['x.json'], kind: 'daemon' })).rejects.toMatchObject({
      code: 'USAGE',
    });
  });
});

describe('check --since', () => {
  function aBranch() {
    const repository = aProjectInGit({ 'state/a.json': V2, 'state/b.json': V2, 'state/c.json': V2 });
    repository.git('checkout', '--quiet', '-b', 'topic');
    repository.commit({ 'state/a.json': V1 });
    repository.commit({ 'state/new.json': V2 });
    return repository;
  }

  test('takes what the branch changed, and not what the other one did since', async () => {
    const repository = aBranch();
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'state/b.json': V1 });
    repository.git('checkout', '--quiet', 'topic');
    expect(await checked(repository, since('main'))).toEqual(['state/a.json VERSION_OUTDATED', 'state/new.json']);
  });

  test('takes what is not committed yet, too', async () => {
    const repository = aBranch();
    addFiles(repository.root, { 'state/c.json': BROKEN, 'state/d.json': V2 });
    expect(await checked(repository, since('main'))).toEqual([
      'state/a.json VERSION_OUTDATED',
      'state/c.json SYNTAX_INVALID',
      'state/d.json',
      'state/new.json',
    ]);
  });

  test('passes what the branch deleted, and what was deleted after', async () => {
    const repository = aBranch();
    unlinkSync(join(repository.root, 'state/b.json'));
    repository.commit();
    unlinkSync(join(repository.root, 'state/new.json'));
    const paths = ['state/a.json', 'state/b.json', 'state/new.json'];
    expect(await checked(repository, since('main'), { paths })).toEqual(['state/a.json VERSION_OUTDATED']);
  });

  test('takes every file of a kind whose schema the branch changed', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2, 'state/b.json': V2, 'other/c.json': '{}' });
    repository.git('checkout', '--quiet', '-b', 'topic');
    repository.commit({ 'schemas/app/2.schema.json': '{"type": "object"}' });
    expect(await checked(repository, since('main'))).toEqual(['state/a.json', 'state/b.json']);
  });

  test.each(['nowhere', '-x', '--all', '', 'HEAD:state/a.json', 'main..topic'])('refuses %j', async (ref) => {
    const repository = aBranch();
    await expect(checked(repository, since(ref))).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('names no commit that is here'),
    });
  });

  test('refuses a revision without a common ancestor, as a shallow clone has it', async () => {
    const repository = aBranch();
    repository.git('checkout', '--quiet', '--orphan', 'strange');
    repository.commit({ 'state/x.json': V2 });
    await expect(checked(repository, since('main'))).rejects.toMatchObject({
      code: 'USAGE',
      hint: expect.stringContaining('fetch-depth: 0'),
    });
  });
});
