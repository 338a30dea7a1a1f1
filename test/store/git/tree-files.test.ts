import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StatefixError } from '../../../src/model/errors.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { readTree } from '../../../src/store/git/tree.ts';
import { filesOfCommit } from '../../../src/store/git/tree-files.ts';
import { isWindows } from '../../support/system.ts';
import { aRepository, countedGit, plainEnvironment, type Repository } from '../candidates/git-repository.ts';

async function filesOf(
  { root }: Repository,
  commit: string,
  paths: readonly string[],
  environment = plainEnvironment(),
): Promise<Readonly<Record<string, string>>> {
  const signal = new AbortController().signal;
  const files = await filesOfCommit({ fs: nodeFs, environment, root, commit, paths, signal });
  return Object.fromEntries(files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString('utf8')]));
}

/** A commit of a tree that git itself would not make: each entry a mode, a name and a blob of that text. */
function oddCommit(repository: Repository, entries: readonly (readonly [string, string, string])[]): string {
  const pieces = entries.map(([mode, name, text]) => {
    repository.write('text', text);
    const id = repository.git('hash-object', '-w', 'text');
    return Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]);
  });
  repository.writeBytes('tree', Buffer.concat(pieces));
  const tree = repository.git('hash-object', '-w', '-t', 'tree', '--literally', 'tree');
  return repository.git('commit-tree', tree, '-m', 'x');
}

async function refusal(act: Promise<unknown>): Promise<StatefixError> {
  const error = await act.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof StatefixError)) throw new Error(`no refusal: ${error}`);
  return error;
}

describe('filesOfCommit', () => {
  it('gives the files below directories, and files by name, of that commit', async () => {
    const repository = aRepository();
    const commit = repository.commit({
      'schemas/a/1.schema.json': '{}',
      'schemas/a/deep/er/x.yaml': 'x',
      'statefix.config.yaml': 'version: 1',
      'other/y': 'no',
    });
    repository.commit({ 'schemas/a/1.schema.json': 'later' });
    expect(await filesOf(repository, commit, ['schemas', 'statefix.config.yaml', 'migrations', 'other/none'])).toEqual({
      'schemas/a/1.schema.json': '{}',
      'schemas/a/deep/er/x.yaml': 'x',
      'statefix.config.yaml': 'version: 1',
    });
  });

  it('needs one run of git', async () => {
    const repository = aRepository();
    const commit = repository.commit({ 'a/1': '1', 'b/2': '2' });
    const { environment, starts } = countedGit();
    await filesOf(repository, commit, ['a', 'b', 'c'], environment);
    expect(starts()).toHaveLength(1);
  });

  it.each(['', '/', 'a/', '/a', 'a//b/', 'a/b/1', 'a/b/1/2', '..', 'a/../x', '.'])(
    'takes %j for a plain path',
    async (path) => {
      const repository = aRepository();
      const commit = repository.commit({ 'a/b/1': '1' });
      const isThere = !/\.|2/.test(path);
      expect(await filesOf(repository, commit, [path])).toEqual(isThere ? { 'a/b/1': '1' } : {});
    },
  );

  it.skipIf(isWindows)('passes over links and what is no text', async () => {
    const repository = aRepository();
    repository.write('a/text', 'ü');
    repository.writeBytes('a/binary', new Uint8Array([0xff, 0xfe, 1]));
    repository.writeBytes('a/zero', new Uint8Array([65, 0, 65]));
    symlinkSync('/etc/passwd', join(repository.root, 'a/link'));
    symlinkSync('a', join(repository.root, 'b'));
    const commit = repository.commit();
    expect(await filesOf(repository, commit, ['a', 'b', 'b/text', 'a/link'])).toEqual({ 'a/text': 'ü' });
  });

  it.skipIf(isWindows)('passes over names that lead elsewhere', async () => {
    const repository = aRepository();
    const names = ['..', '.', '.git', '.GIT', 'a/b', 'a\\b', 'fine'];
    const commit = oddCommit(
      repository,
      names.map((name) => ['100644', name, name]),
    );
    expect(await filesOf(repository, commit, ['', '..', '.git'])).toEqual({ fine: 'fine' });
  });

  it('refuses more than 2 000 files', async () => {
    const repository = aRepository();
    const many = Array.from({ length: 2001 }, (_, n) => [`a/${n}`, ''] as const);
    const commit = repository.commit(Object.fromEntries(many));
    const error = await refusal(filesOf(repository, commit, ['a']));
    expect([error.code, error.message]).toEqual([
      'REGISTRY_INVALID',
      `the registry of commit ${commit.slice(0, 12)} is too large: more than 2000 files or 16 MiB`,
    ]);
  });

  it('refuses more than 16 MiB', async () => {
    const repository = aRepository();
    const half = 'x'.repeat(9 * 1024 * 1024);
    const commit = repository.commit({ 'a/1': half, 'a/2': `${half}2` });
    expect((await refusal(filesOf(repository, commit, ['a']))).message).toContain('too large');
    expect(Object.keys(await filesOf(repository, commit, ['a/1']))).toEqual(['a/1']);
  });

  it('refuses a commit that is not there, and says so', async () => {
    const repository = aRepository();
    repository.commit({ x: '1' });
    const error = await refusal(filesOf(repository, 'a'.repeat(40), ['x']));
    expect([error.code, error.hint]).toEqual(['REGISTRY_INVALID', 'Fetch it, and check the repository with: git fsck']);
  });

  it('refuses what is no id', async () => {
    await expect(filesOf(aRepository(), 'HEAD --output=x', ['x'])).rejects.toThrow(RangeError);
  });
});

describe('readTree', () => {
  it('ends at a damage, and leaves out a name that is not UTF-8', () => {
    const id = Buffer.alloc(20, 7);
    const bytes = Buffer.concat([
      Buffer.from('100755 a\0'),
      id,
      Buffer.from('100644 '),
      Buffer.from([0xff, 0]),
      id,
      Buffer.from('40000 d\0'),
      id,
      Buffer.from('100644 cut\0'),
    ]);
    expect(readTree(bytes, 20).map(({ name, kind }) => [name, kind])).toEqual([
      ['a', 'file'],
      ['d', 'directory'],
    ]);
  });
});
