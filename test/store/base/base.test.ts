import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Base, openBase } from '../../../src/store/base/base.ts';
import { findRevision } from '../../../src/store/base/revision.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { readBytes } from '../../../src/store/read-bytes.ts';
import { newDirectory } from '../../support/project.ts';
import { isWindows } from '../../support/system.ts';
import { aRepository, countedGit, plainEnvironment, type Repository } from '../candidates/git-repository.ts';

function baseOf({ root }: Pick<Repository, 'root'>, ref = 'HEAD', environment = plainEnvironment()): Base {
  const revision = findRevision({ fs: nodeFs, environment, cwd: root, ref });
  if (revision.kind !== 'found') throw new Error('cut off');
  return openBase({ fs: nodeFs, environment, cwd: root, signal: new AbortController().signal, revision });
}

async function textOf(base: Base, path: string, limit = 1000): Promise<string | undefined> {
  const entry = base.at(path);
  if (entry === undefined) return undefined;
  const raw = await base.read(entry, limit);
  return raw.kind === 'raw' ? raw.text : raw.fault.code;
}

describe('a base', () => {
  test('has what the commit had, by the paths of the work tree', async () => {
    const repository = aRepository();
    repository.commit({ 'a.json': 'one', 'deep/er/b.json': 'two' });
    repository.write('a.json', 'other');
    const base = baseOf(repository);
    expect(await textOf(base, join(repository.root, 'a.json'))).toBe('one');
    expect(await textOf(base, join(repository.root, 'deep/er/b.json'))).toBe('two');
    expect(base.at(join(repository.root, 'c.json'))).toBeUndefined();
    expect(base.at(join(repository.root, '../a.json'))).toBeUndefined();
    await base.close();
  });

  test('names contents as git does', () => {
    const repository = aRepository();
    repository.commit({ 'a.json': 'one' });
    expect(baseOf(repository).idOf(Buffer.from('one'))).toBe(repository.git('rev-parse', 'HEAD:a.json').trim());
  });

  test('of SHA-256, too', () => {
    const root = newDirectory();
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
        cwd: root,
        encoding: 'utf8',
      }).trim();
    git('init', '-q', '--object-format=sha256');
    execFileSync('sh', ['-c', 'printf one > a.json'], { cwd: root });
    git('add', '.');
    git('commit', '-q', '-m', 'x');
    const base = baseOf({ root });
    expect(base.idOf(Buffer.from('one'))).toBe(base.at(join(root, 'a.json'))?.id);
  });

  test('holds no content that is larger than was asked for', async () => {
    const repository = aRepository();
    repository.commit({ 'a.json': 'x'.repeat(101) });
    const base = baseOf(repository);
    expect(await textOf(base, join(repository.root, 'a.json'), 100)).toBe('SIZE_EXCEEDED');
    await base.close();
  });

  test('shows a commit as files that can be listed, and read where they were asked for', async () => {
    const repository = aRepository();
    repository.commit({ 'schemas/a/1.json': 'one', 'schemas/a/deep/2.json': 'two', 'b.json': 'three' });
    const base = baseOf(repository);
    const tree = await base.files([join(repository.root, 'schemas')]);
    const names = (path: string) => tree.readdir(join(repository.root, path)).map(({ name }) => name);
    expect([names(''), names('schemas/a')]).toEqual([
      ['b.json', 'schemas'],
      ['1.json', 'deep'],
    ]);
    const read = (path: string) => readBytes(tree, join(repository.root, path), 100);
    expect(read('schemas/a/deep/2.json')).toMatchObject({ kind: 'bytes', bytes: new Uint8Array(Buffer.from('two')) });
    expect(read('b.json')).toMatchObject({ kind: 'unreadable', errno: 'EIO' });
    expect(read('schemas')).toMatchObject({ kind: 'unreadable' });
    expect(read('schemas/none')).toEqual({ kind: 'absent' });
    expect(() => tree.unlink(join(repository.root, 'b.json'))).toThrow(expect.objectContaining({ code: 'EROFS' }));
    await base.close();
  });

  test('is read with one git for the names and one for all contents', async () => {
    const repository = aRepository();
    repository.commit(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${index}.json`, `${index}`])));
    const { environment, starts } = countedGit();
    const base = baseOf(repository, 'HEAD', environment);
    for (let index = 0; index < 50; index += 1) {
      expect(await textOf(base, join(repository.root, `${index}.json`))).toBe(`${index}`);
    }
    await base.close();
    const counted = (word: string) => starts().filter((line) => line.includes(word)).length;
    expect([counted('ls-tree'), counted('cat-file')]).toEqual([1, 1]);
    expect(starts().length).toBeLessThanOrEqual(5);
  });

  test('runs nothing of a hostile repository', async () => {
    const repository = aRepository();
    repository.commit({ 'a.json': 'one', 'b.json': 'two', '.gitattributes': '*.json diff=evil filter=evil\n' });
    repository.git('rm', '-q', '--cached', 'b.json');
    const trap = `touch '${join(repository.root, 'trapped')}'`;
    for (const name of [
      'core.fsmonitor',
      'diff.evil.textconv',
      'diff.evil.command',
      'diff.external',
      'filter.evil.clean',
      'filter.evil.smudge',
      'core.pager',
    ]) {
      repository.git('config', name, trap);
    }
    const base = baseOf(repository);
    await textOf(base, join(repository.root, 'a.json'));
    base.stagedMode(join(repository.root, 'a.json'));
    base.renamedTo(join(repository.root, 'c.json'));
    await base.close();
    const isTrapped = () => existsSync(join(repository.root, 'trapped'));
    expect(isTrapped()).toBe(false);
    repository.git('status');
    expect(isTrapped()).toBe(true);
  });

  test('leaves out names that git would not check out', () => {
    const repository = aRepository();
    repository.write('text', 'x');
    const id = repository.git('hash-object', '-w', 'text').trim();
    const pieces = ['..', '.git', 'a\\b', 'ok'].map((name) =>
      Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(id, 'hex')]),
    );
    repository.writeBytes('tree', Buffer.concat(pieces));
    const tree = repository.git('hash-object', '-w', '-t', 'tree', '--literally', 'tree').trim();
    const commit = repository.git('commit-tree', tree, '-m', 'x').trim();
    const base = baseOf(repository, commit);
    const found = ['ok', '../..', '.git', 'a\\b'].map((name) => base.at(join(repository.root, name)) !== undefined);
    expect(found).toEqual([true, false, false, false]);
  });

  test.skipIf(isWindows)('tells the mode that is staged', () => {
    const repository = aRepository();
    repository.commit({ 'a.json': 'one' });
    repository.git('update-index', '--chmod=+x', 'a.json');
    const base = baseOf(repository);
    const path = join(repository.root, 'a.json');
    expect([base.at(path)?.mode, base.stagedMode(path), base.stagedMode(`${path}x`)]).toEqual([
      '100644',
      '100755',
      undefined,
    ]);
  });

  test('tells what was renamed, as the index has it', () => {
    const repository = aRepository();
    const text = Array.from({ length: 50 }, (_, index) => `line ${index}`).join('\n');
    repository.commit({ 'a.json': text });
    repository.git('mv', 'a.json', 'b.json');
    repository.write('b.json', `${text}\nmore`);
    repository.git('add', 'b.json');
    const base = baseOf(repository);
    expect(base.renamedTo(join(repository.root, 'b.json'))?.path).toBe('a.json');
    expect(base.renamedTo(join(repository.root, 'c.json'))).toBeUndefined();
  });
});
