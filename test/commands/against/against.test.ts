import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import { aContext, all, aProject, newDirectory, options } from '../../support/project.ts';
import { isWindows } from '../../support/system.ts';
import { aLedger, aList, aRepository, aSchema, FILES } from './repository.ts';

const TITLE = '{ "type": "string" }';

describe('the revision', () => {
  test.each(['no-such-branch', '', '-x', '--all', 'main:list.json', 'a\0b', 'main..other'])(
    '%j is no commit: wrong usage, and what to name',
    async (ref) => {
      const repository = aRepository(FILES);
      await expect(repository.check(ref)).rejects.toMatchObject({
        code: 'USAGE',
        hint: expect.stringMatching('HEAD~1'),
      });
    },
  );

  test('outside of a repository there is nothing to compare with', async () => {
    const root = aProject(FILES);
    const run = all(check({ ...options(), against: 'main' }, aContext(root)));
    await expect(run).rejects.toMatchObject({ code: 'USAGE', message: expect.stringMatching('git') });
  });

  test.each(['HEAD', 'v1', 'HEAD@{0}', 'main^{commit}'])('%s is one', async (ref) => {
    const repository = aRepository(FILES);
    repository.git('tag', '-a', 'v1', '-m', 'one');
    repository.write({ 'list.json': aList(1, 20) });
    expect((await repository.check(ref)).found).toContain('VERSION_DECREASED list.json:2');
  });

  test('one that a shallow clone lacks: a warning, and nothing is compared', async () => {
    const origin = aRepository(FILES);
    origin.commit({ 'list.json': aList(1, 20) });
    const clone = aRepository({});
    clone.git('fetch', '-q', '--depth', '1', `file://${origin.root}`, 'main');
    clone.git('checkout', '-q', '--detach', 'FETCH_HEAD');
    const { found, events } = await clone.check('HEAD~1');
    expect(found).toEqual(['VERSION_OUTDATED list.json:2']);
    expect(events).toEqual([expect.objectContaining({ kind: 'base-cut-off', ref: 'HEAD~1' })]);
  });

  test('with a depth of 2 the first parent is there', async () => {
    const origin = aRepository(FILES);
    origin.commit({ 'list.json': aList(1, 20) });
    const clone = aRepository({});
    clone.git('fetch', '-q', '--depth', '2', `file://${origin.root}`, 'main');
    clone.git('checkout', '-q', '--detach', 'FETCH_HEAD');
    const { found, events } = await clone.check('HEAD~1');
    expect([found, events]).toEqual([['VERSION_OUTDATED list.json:2', 'VERSION_DECREASED list.json:2'], []]);
  });

  test('one that has gone on since the branch left it: a notice says where that was', async () => {
    const repository = aRepository(FILES);
    const left = repository.git('rev-parse', 'HEAD');
    repository.git('checkout', '-q', '-b', 'branch');
    repository.commit();
    repository.git('checkout', '-q', 'main');
    repository.commit({ 'ledger.json': aLedger(8, 'a1', 90) });
    repository.git('checkout', '-q', 'branch');
    const { found, events } = await repository.check('main');
    expect(found).toEqual(['SERIAL_DECREASED ledger.json:3']);
    expect(events).toEqual([expect.objectContaining({ kind: 'base-went-on', leftAt: left.slice(0, 12) })]);
    expect((await repository.check(left)).found).toEqual([]);
  });
});

describe('what is compared', () => {
  test('the work tree, staged or not', async () => {
    const repository = aRepository(FILES);
    repository.write({ 'ledger.json': aLedger(3, 'a1', 90) });
    expect((await repository.check('HEAD')).found).toEqual(['SERIAL_DECREASED ledger.json:3']);
  });

  test('of staged files the index', async () => {
    const repository = aRepository({ ...FILES, 'lists/a.json': aList(2, 5), 'lists/b.json': aList(2, 5) });
    repository.write({ 'ledger.json': aLedger(3, 'a1', 90), 'list.json': aList(1, 20) });
    repository.git('add', 'ledger.json');
    repository.git('rm', '-q', '--cached', 'lists/a.json');
    repository.git('update-index', '--chmod=+x', 'lists/b.json');
    repository.write({ 'ledger.json': aLedger(8, 'a1', 90) });
    const { found } = await repository.check('HEAD', { only: { kind: 'staged' } });
    expect(found).toEqual([
      'SERIAL_DECREASED ledger.json:3',
      'STATE_DELETED lists/a.json',
      'MODE_CHANGED lists/b.json',
    ]);
  });

  test('a file in a sub-directory, from there', async () => {
    const repository = aRepository({
      'app/deep/README.md': 'Here.\n',
      ...Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`app/${name}`, text])),
    });
    repository.write({ 'app/ledger.json': aLedger(3, 'a1', 90) });
    const context = aContext(join(repository.root, 'app/deep'));
    const reports = await all(check({ ...options(), against: 'HEAD' }, context));
    expect(reports.flatMap(({ report }) => report.findings.map(({ code }) => `${report.path} ${code}`))).toEqual([
      '../ledger.json SERIAL_DECREASED',
    ]);
  });

  test.skipIf(isWindows)('a repository that is reached through a link', async () => {
    const repository = aRepository(FILES);
    repository.write({ 'ledger.json': undefined, 'list.json': aList(1, 20) });
    const link = join(newDirectory(), 'link');
    symlinkSync(repository.root, link);
    const reports = await all(check({ ...options(), against: 'HEAD' }, aContext(link)));
    expect(reports.flatMap(({ report }) => report.findings.map(({ code }) => `${report.path} ${code}`))).toEqual([
      'ledger.json STATE_DELETED',
      'list.json VERSION_OUTDATED',
      'list.json VERSION_DECREASED',
    ]);
  });

  test('only the files that are named', async () => {
    const repository = aRepository({ ...FILES, 'lists/a.json': aList(2, 20) });
    repository.write({ 'ledger.json': aLedger(3, 'a1', 90), 'list.json': undefined, 'lists/a.json': undefined });
    expect((await repository.check('HEAD', { paths: ['list.json'] })).found).toEqual(['STATE_DELETED list.json']);
  });

  test('that no file is left is an answer where the revision has some', async () => {
    const repository = aRepository(FILES);
    repository.write({ 'ledger.json': undefined, 'list.json': undefined });
    expect((await repository.check('HEAD')).found).toEqual(['STATE_DELETED ledger.json', 'STATE_DELETED list.json']);
  });

  test('where neither has any, no file matched', async () => {
    const { 'list.json': _list, 'ledger.json': _ledger, ...rest } = FILES;
    await expect(aRepository(rest).check('HEAD')).rejects.toMatchObject({ code: 'NO_FILE_MATCHED' });
  });

  test('the content of a file that git converts is that of its blob', async () => {
    const repository = aRepository({ ...FILES, '.gitattributes': '*.json text eol=crlf\n' });
    repository.write({ 'list.json': (FILES['list.json'] as string).replaceAll('\n', '\r\n') });
    expect((await repository.check('HEAD')).found).toEqual([]);
  });

  test('a base that is no document is not held against anything', async () => {
    const repository = aRepository({ ...FILES, 'list.json': '{"version": 2, "ti' });
    repository.write({ 'list.json': aList(1, 1) });
    expect((await repository.check('HEAD')).found).toEqual(['VERSION_OUTDATED list.json:2']);
  });

  test('a rename that was not staged, by its very bytes', async () => {
    const repository = aRepository(FILES);
    repository.write({ 'list.json': undefined, 'lists/other.json': FILES['list.json'] as string });
    expect((await repository.check('HEAD')).found).toEqual([]);
  });

  test('an edited content under a new name', async () => {
    const repository = aRepository(FILES);
    repository.commit({
      'list.json': undefined,
      'lists/other.json': aList(2, 20).replace('2,', '1,').replace('title', 'name'),
    });
    expect((await repository.check('HEAD~1')).found).toContain('VERSION_DECREASED lists/other.json:2');
  });

  test.skipIf(isWindows)('a file that became a link, and a link that became a file', async () => {
    const repository = aRepository({ ...FILES, 'lists/real.json': aList(2, 5) });
    symlinkSync('real.json', join(repository.root, 'lists/was-link.json'));
    repository.commit();
    repository.write({ 'list.json': undefined, 'lists/was-link.json': undefined });
    symlinkSync('lists/real.json', join(repository.root, 'list.json'));
    writeFileSync(join(repository.root, 'lists/was-link.json'), aList(2, 5));
    repository.commit();
    expect((await repository.check('HEAD~1')).found).toEqual([
      'STATE_SHRUNK list.json:1',
      'MODE_CHANGED list.json',
      'MODE_CHANGED lists/was-link.json',
    ]);
  });

  test('a severity of the config', async () => {
    const repository = aRepository(FILES);
    const config = `${FILES['statefix.config.yaml']}severity: { SERIAL_DECREASED: note, STATE_DELETED: off }\n`;
    repository.write({ 'ledger.json': aLedger(3, 'a1', 90), 'list.json': undefined, 'statefix.config.yaml': config });
    const { files, found } = await repository.check('HEAD');
    expect(found).toEqual(['SERIAL_DECREASED ledger.json:3']);
    expect(files[0]?.report.findings[0]?.severity).toBe('note');
  });
});

describe('a version that two files are for', () => {
  const doubled = { 'migrations/list/2_other.mjs': 'export const up = (state) => state;\n' };

  test('is a finding, names them all, and the other kinds are judged', async () => {
    const repository = aRepository(FILES);
    repository.write({ ...doubled, 'ledger.json': aLedger(3, 'a1', 90) });
    const { found, files } = await repository.check('HEAD');
    expect(found).toEqual(['SERIAL_DECREASED ledger.json:3', 'REGISTRY_DUPLICATE migrations/list/2_other.mjs']);
    expect(files[1]?.report).toMatchObject({
      kind: 'list',
      format: 'module',
      findings: [{ args: { files: ['migrations/list/2_other.mjs', 'migrations/list/2_title.mjs'], version: '2' } }],
    });
  });

  test('without a comparison it is an error of the registry', async () => {
    const repository = aRepository(FILES);
    repository.write(doubled);
    const run = all(check(options(), aContext(repository.root)));
    await expect(run).rejects.toMatchObject({ code: 'REGISTRY_INVALID' });
  });

  test('a kind that has more wrong with it is that error still', async () => {
    const repository = aRepository(FILES);
    repository.write({ ...doubled, 'migrations/list/9_far.mjs': 'export const up = (state) => state;\n' });
    await expect(repository.check('HEAD')).rejects.toMatchObject({ code: 'REGISTRY_INVALID' });
  });
});

describe('the registry', () => {
  test('a released step whose file was renamed stays what it was', async () => {
    const repository = aRepository(FILES);
    repository.write({
      'migrations/list/2_title.mjs': undefined,
      'migrations/list/2_rename-title.mjs': FILES['migrations/list/2_title.mjs'] as string,
    });
    expect((await repository.check('HEAD')).found).toEqual([]);
  });

  test('a property named like a word for people is a property', async () => {
    const repository = aRepository(FILES);
    repository.write({
      'schemas/list/2.schema.json': aSchema(2, {
        title: '{ "type": ["string", "null"] }',
        items: '{ "type": "array" }',
      }),
    });
    expect((await repository.check('HEAD')).found).toEqual(['RELEASED_EDITED schemas/list/2.schema.json:6']);
  });

  test('an edited schema refers to another file of the registry, as it was', async () => {
    const repository = aRepository({
      ...FILES,
      'schemas/common/title.json': '{ "type": "string", "maxLength": 5 }\n',
      'schemas/list/2.schema.json': aSchema(2, {
        title: '{ "$ref": "../common/title.json" }',
        items: '{ "type": "array" }',
      }),
    });
    repository.write({
      'schemas/common/title.json': '{ "type": "string", "maxLength": 9 }\n',
      'schemas/list/2.schema.json': aSchema(2, {
        title: '{ "$ref": "../common/title.json", "minLength": 1 }',
        items: '{ "type": "array" }',
      }),
      'list.json': (FILES['list.json'] as string).replace('To do', 'Much to'),
    });
    const { found } = await repository.check('HEAD');
    expect(found).toEqual([
      'BUMP_MISSED list.json:3',
      'RELEASED_EDITED schemas/common/title.json:1',
      'RELEASED_EDITED schemas/list/2.schema.json:6',
    ]);
  });

  test('a file that no released schema refers to is nobody’s release', async () => {
    const repository = aRepository({ ...FILES, 'schemas/common/other.json': '{ "type": "string" }\n' });
    repository.write({ 'schemas/common/other.json': '{ "type": "null" }\n' });
    expect((await repository.check('HEAD')).found).toEqual([]);
  });

  test('a file that a released schema refers to by another is a part of it', async () => {
    const repository = aRepository({
      ...FILES,
      'schemas/common/title.json': '{ "type": "string" }\n',
      'schemas/common/via.json': '{ "allOf": [{ "$ref": "title.json" }] }\n',
      'schemas/list/2.schema.json': aSchema(2, {
        title: '{ "$ref": "../common/via.json#" }',
        items: '{ "type": "array" }',
      }),
    });
    repository.write({
      'schemas/common/title.json': '{ "type": ["string", "null"] }\n',
      'schemas/common/via.json': '{ "description": "A title.", "allOf": [{ "$ref": "title.json" }] }\n',
      'list.json': (FILES['list.json'] as string).replace('"To do"', 'null'),
    });
    expect((await repository.check('HEAD')).found).toEqual([
      'BUMP_MISSED list.json:3',
      'RELEASED_EDITED schemas/common/title.json:1',
    ]);
  });

  test.skipIf(isWindows)(
    'a schema or a step that became a link, or whose folder did, is read from nowhere else',
    async () => {
      const outside = aProject({ 'secret.mjs': 'hidden\n', 'list/2_title.mjs': 'hidden\n' });
      const path = (name: string) => join(repository.root, name);
      const repository = aRepository(FILES);
      repository.write({ 'migrations/list/2_title.mjs': undefined });
      symlinkSync(join(outside, 'secret.mjs'), path('migrations/list/2_title.mjs'));
      const file = await repository.check('HEAD');
      renameSync(path('migrations/list'), path('old'));
      symlinkSync(join(outside, 'list'), path('migrations/list'));
      const folder = await repository.check('HEAD');
      for (const { found, files } of [file, folder]) {
        expect(found).toEqual(['RELEASED_EDITED migrations/list/2_title.mjs']);
        expect(files.map(({ text }) => text).join('\n')).not.toMatch('hidden');
      }
    },
  );

  test('a very long line, or very many declarations, hold nothing up', async () => {
    const repository = aRepository(FILES);
    const long = `export const up = (s) => s;${' '.repeat(3_000_000)}x\n`;
    repository.write({
      'migrations/list/2_title.mjs': long,
      'schemas/list/3.schema.json': aSchema(3, {}),
      'migrations/list/3_many.mjs': 'export const drops:\n'.repeat(200_000),
      'list.json': '{ "version": 3 }\n',
    });
    const started = performance.now();
    expect((await repository.check('HEAD')).found).toContain('RELEASED_EDITED migrations/list/2_title.mjs:1');
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('no code of either side is run', async () => {
    const trap = (name: string) =>
      `import { writeFileSync } from 'node:fs';\nwriteFileSync('${name}', '');\nexport const up = (state) => state;\n`;
    const repository = aRepository({ ...FILES, 'migrations/list/2_title.mjs': trap('base') });
    repository.write({ 'migrations/list/2_title.mjs': trap('head'), 'list.json': aList(1, 2) });
    mkdirSync(join(repository.root, 'hooks'));
    await repository.check('HEAD');
    expect(['base', 'head'].filter((name) => existsSync(join(repository.root, name)))).toEqual([]);
  });

  test('a kind of which another is broken is compared all the same', async () => {
    const repository = aRepository({ ...FILES, 'schemas/odd/1.schema.json': '{}', 'schemas/odd/3.schema.json': '{}' });
    repository.write({
      'schemas/list/1.schema.json': aSchema(1, { name: TITLE }),
      'schemas/odd/1.schema.json': 'true',
    });
    expect((await repository.check('HEAD')).found).toEqual([
      'RELEASED_EDITED schemas/list/1.schema.json:4',
      'RELEASED_EDITED schemas/odd/1.schema.json:1',
    ]);
  });
});
