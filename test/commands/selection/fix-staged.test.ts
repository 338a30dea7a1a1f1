import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../../src/commands/migrate.ts';
import { repair } from '../../../src/commands/repair.ts';
import type { Run } from '../../../src/commands/run.ts';
import { seal } from '../../../src/commands/seal.ts';
import type { Repository } from '../../store/candidates/git-repository.ts';
import { aContext, addFiles, all, textOf } from '../../support/project.ts';
import { isWindows } from '../../support/system.ts';
import { aProjectInGit, BROKEN, checked, type Options, part, STAGED, V1, V2 } from './support.ts';

type Command = (options: Options, context: ReturnType<typeof aContext>) => Run;

async function outcomes(command: Command, { root }: Repository, changes: Partial<Options> = {}) {
  const files = await all(command(part(STAGED, changes), aContext(root)));
  return files.map(({ report: { path, outcome } }) => {
    return `${path} ${outcome.kind}${outcome.kind === 'failed' ? ` ${outcome.error.code}` : ''}`;
  });
}

const MIGRATED = '{"version": 2, "title": "x"}\n';

describe('a fix of staged files', () => {
  test('changes the work tree, and stages what it changed', async () => {
    const repository = aProjectInGit({ 'state/b.json': V1 });
    addFiles(repository.root, { 'state/a.json': V1, 'notes.txt': 'x' });
    repository.git('add', 'state/a.json');
    repository.write('state/b.json', `${V1}\n`);
    expect(await outcomes(migrate, repository)).toEqual(['state/a.json applied']);
    expect(textOf(repository.root, 'state/a.json')).toBe(MIGRATED);
    expect(repository.git('show', ':state/a.json')).toBe(MIGRATED.trim());
    // Nothing else is staged: neither the .bak nor what somebody else is at.
    expect(repository.git('diff', '--cached', '--name-only')).toBe('state/a.json');
    expect(repository.git('diff', '--name-only')).toBe('state/b.json');
    expect(await checked(repository, STAGED)).toEqual(['state/a.json']);
  });

  test('stages nothing where it only shows what it would do', async () => {
    const repository = aProjectInGit({});
    repository.write('state/a.json', V1);
    repository.git('add', '.');
    expect(await outcomes(migrate, repository, { mode: 'plan' })).toEqual(['state/a.json planned']);
    expect(repository.git('show', ':state/a.json')).toBe(V1.trim());
  });

  test.each([
    ['another content', (path: string) => writeFileSync(path, V2)],
    ['a broken content', (path: string) => writeFileSync(path, BROKEN)],
    ['nothing', (path: string) => rmSync(path)],
  ])('refuses a file of which the work tree has %s', async (_, edit) => {
    const repository = aProjectInGit({});
    addFiles(repository.root, { 'state/a.json': V1, 'state/b.json': V1 });
    repository.git('add', '.');
    edit(join(repository.root, 'state/a.json'));
    const before = existsSync(join(repository.root, 'state/a.json')) && textOf(repository.root, 'state/a.json');
    const index = repository.git('rev-parse', ':state/a.json');
    expect(await outcomes(migrate, repository)).toEqual(['state/a.json failed STATE_CHANGED', 'state/b.json applied']);
    expect(existsSync(join(repository.root, 'state/a.json')) && textOf(repository.root, 'state/a.json')).toBe(before);
    expect(repository.git('rev-parse', ':state/a.json')).toBe(index);
  });

  test('a refusal says what to do', async () => {
    const repository = aProjectInGit({});
    repository.write('state/a b.json', V1);
    repository.git('add', '.');
    repository.write('state/a b.json', V2);
    const [file] = await all(migrate(part(STAGED), aContext(repository.root)));
    expect(file?.report.outcome).toMatchObject({
      error: {
        message: expect.stringContaining('state/a b.json is staged in one state'),
        hint: expect.stringContaining("git add 'state/a b.json'"),
      },
    });
  });

  test('lets a partly staged file be that is healthy as it is staged', async () => {
    const repository = aProjectInGit({});
    repository.write('state/a.json', V2);
    repository.git('add', '.');
    repository.write('state/a.json', V1);
    expect(await outcomes(migrate, repository)).toEqual(['state/a.json unchanged']);
    expect(textOf(repository.root, 'state/a.json')).toBe(V1);
  });

  test('repairs what is staged from the newest commit', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2 });
    repository.write('state/a.json', BROKEN);
    repository.git('add', '.');
    expect(await outcomes(repair, repository)).toEqual(['state/a.json applied']);
    expect(repository.git('diff', '--cached', '--name-only')).toBe('');
    expect(textOf(repository.root, 'state/a.json')).toBe(V2);
  });

  test('does not settle a conflict', async () => {
    const repository = aProjectInGit({ 'state/a.json': V2 });
    repository.git('checkout', '--quiet', '-b', 'theirs');
    repository.commit({ 'state/a.json': '{"version": 2, "title": "theirs"}\n' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'state/a.json': '{"version": 2, "title": "ours"}\n' });
    expect(() => repository.git('merge', 'theirs')).toThrow();
    expect(await outcomes(repair, repository, { side: 'ours' })).toEqual(['state/a.json failed STATE_CHANGED']);
    expect(repository.git('ls-files', '--unmerged')).not.toBe('');
  });

  test('stages the checksum file with its file, also a new one', async () => {
    const repository = aProjectInGit({ 'schemas/other/kind.yaml': 'checksum: sidecar\n' });
    repository.write('other/a.json', '{"a": 1}');
    repository.git('add', '.');
    expect(await outcomes(seal, repository)).toEqual(['other/a.json applied']);
    expect(repository.git('diff', '--cached', '--name-only').split('\n')).toEqual([
      'other/a.json',
      'other/a.json.sha256',
    ]);
    expect(await checked(repository, STAGED)).toEqual(['other/a.json']);
  });

  test('stages no checksum file that git ignores', async () => {
    const repository = aProjectInGit({ 'schemas/other/kind.yaml': 'checksum: sidecar\n', '.gitignore': '*.sha256\n' });
    repository.write('other/a.json', '{"a": 1}');
    repository.git('add', '.');
    expect(await outcomes(seal, repository)).toEqual(['other/a.json applied']);
    expect(repository.git('diff', '--cached', '--name-only')).toBe('other/a.json');
  });

  test.skipIf(isWindows)(
    'stages as git add does: by the line endings of .gitattributes, and without hooks',
    async () => {
      const repository = aProjectInGit({ '.gitattributes': '*.json text eol=crlf\n' });
      addFiles(repository.root, {
        'state/a.json': V1.replace('\n', '\r\n'),
        '.git/hooks/post-index-change:0755': '#!/bin/sh\ntouch ran\n',
      });
      repository.git('-c', 'core.hooksPath=/dev/null', 'add', '.');
      expect(await outcomes(migrate, repository)).toEqual(['state/a.json applied']);
      expect(textOf(repository.root, 'state/a.json')).toBe(MIGRATED.replace('\n', '\r\n'));
      expect(repository.git('cat-file', '-s', ':state/a.json')).toBe(`${MIGRATED.length}`);
      expect(existsSync(join(repository.root, 'ran'))).toBe(false);
    },
  );

  test('all or none: a file that is partly staged keeps the others from being changed', async () => {
    const repository = aProjectInGit({});
    addFiles(repository.root, { 'state/a.json': V1, 'state/b.json': V1 });
    repository.git('add', '.');
    repository.write('state/b.json', V2);
    expect(await outcomes(migrate, repository, { isAtomic: true })).toEqual([
      'state/a.json failed TRANSACTION_ABORTED',
      'state/b.json failed STATE_CHANGED',
    ]);
    expect(repository.git('show', ':state/a.json')).toBe(V1.trim());
    repository.git('add', '.');
    repository.write('state/c.json', V1);
    repository.git('add', '.');
    expect(await outcomes(migrate, repository, { isAtomic: true })).toContain('state/c.json applied');
    expect(repository.git('show', ':state/a.json')).toBe(MIGRATED.trim());
  });

  test('tells where another git holds the index: what was changed is whole, and not staged', async () => {
    const repository = aProjectInGit({});
    repository.write('state/a.json', V1);
    repository.git('add', '.');
    writeFileSync(join(repository.root, '.git/index.lock'), '');
    await expect(outcomes(migrate, repository)).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      message: expect.stringContaining('changed in the work tree, but not staged'),
      hint: expect.stringContaining('git add state/a.json'),
    });
    expect(textOf(repository.root, 'state/a.json')).toBe(MIGRATED);
  });

  test('stages what it changed, also where the run is stopped halfway', async () => {
    const repository = aProjectInGit({});
    addFiles(repository.root, { 'state/a.json': V1, 'state/b.json': V1 });
    repository.git('add', '.');
    const stop = new AbortController();
    const run = migrate(part(STAGED), aContext(repository.root, { signal: stop.signal }));
    for await (const { report } of run) {
      expect(report.path).toBe('state/a.json');
      stop.abort();
    }
    expect(repository.git('show', ':state/a.json')).toBe(MIGRATED.trim());
    expect(repository.git('show', ':state/b.json')).toBe(V1.trim());
    expect(repository.git('diff', '--name-only')).toBe('');
  });

  test('waits for another git that is done soon', async () => {
    const repository = aProjectInGit({});
    repository.write('state/a.json', V1);
    repository.git('add', '.');
    const lock = join(repository.root, '.git/index.lock');
    writeFileSync(lock, '');
    setTimeout(() => rmSync(lock), 700);
    expect(await outcomes(migrate, repository)).toEqual(['state/a.json applied']);
    expect(repository.git('show', ':state/a.json')).toBe(MIGRATED.trim());
  });
});
