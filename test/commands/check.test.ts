import { chmodSync, linkSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { migrate } from '../../src/commands/migrate.ts';
import { status } from '../../src/commands/status.ts';
import { APP_REGISTRY, aContext, all, aProject, type Files, newDirectory, only, options } from '../support/project.ts';
import { isWindows } from '../support/system.ts';

const V1 = '{"version": 1, "name": "x"}\n';
const V2 = '{"version": 2, "title": "x"}\n';

async function findings(files: Files, path = 'state.json') {
  const root = aProject({ ...APP_REGISTRY, ...files });
  return (await only(check(options(path), aContext(root)))).report.findings;
}

describe('check', () => {
  test('changes nothing, not even a time', async () => {
    const root = aProject({ ...APP_REGISTRY, 'state.json': V1 });
    const before = statSync(join(root, 'state.json'), { bigint: true });
    await only(check(options('state.json'), aContext(root)));
    const after = statSync(join(root, 'state.json'), { bigint: true });
    expect([after.mtimeNs, after.ino]).toEqual([before.mtimeNs, before.ino]);
  });

  test('runs no migration: one that could not even be loaded does not matter', async () => {
    const found = await findings({ 'state.json': V1, 'migrations/app/2_rename.mjs': 'throw new Error("I ran");' });
    expect(found.map(({ code }) => code)).toEqual(['VERSION_OUTDATED']);
  });

  test('tells of a newest schema that is none before anybody migrates to it', async () => {
    const root = aProject({ ...APP_REGISTRY, 'schemas/app/3.schema.json': '{"type": "intger"}', 'state.json': V1 });
    await expect(all(check(options('state.json'), aContext(root)))).rejects.toMatchObject({ code: 'REGISTRY_INVALID' });
  });

  test('a backup that could not serve is told with its reason', async () => {
    const found = await findings({ 'state.json': V2, 'state.json.bak': '{"version": 1}' });
    expect(found.map(({ code, message }) => [code, message])).toEqual([
      ['VERSION_OUTDATED', expect.any(String)],
      [
        'BACKUP_UNHEALTHY',
        'The backup state.json.bak could not take the place of the file: The member "name" is missing',
      ],
    ]);
  });

  test('an older healthy backup is none', async () => {
    const found = await findings({ 'state.json': V2, 'state.json.bak': V1 });
    expect(found.map(({ code }) => code)).toEqual(['VERSION_OUTDATED']);
  });

  test('a missing file with a backup is a finding, one without is an error', async () => {
    expect((await findings({ 'state.json.bak': V1 })).map(({ code }) => code)).toEqual(['FILE_MISSING']);
    await expect(findings({})).rejects.toMatchObject({ code: 'NO_FILE_MATCHED' });
  });

  test('a missing file is passed over where that is asked for', async () => {
    const root = aProject(APP_REGISTRY);
    expect(await all(check({ ...options('state.json'), errorOnUnmatched: false }, aContext(root)))).toEqual([]);
  });

  test('a kind may say that its .json files have comments', async () => {
    const text = '// ours\n{"version": 1, "name": "x",}\n';
    expect((await findings({ 'state.json': text })).map(({ code }) => code)).toEqual(['SYNTAX_INVALID']);
    const lenient = await findings({ 'state.json': text, 'schemas/app/kind.yaml': '{"format": "jsonc"}' });
    expect(lenient.map(({ code }) => code)).toEqual(['VERSION_OUTDATED']);
  });

  test('a hard-linked file is healthy, and a change of it is refused', async () => {
    const root = aProject({ ...APP_REGISTRY, 'state.json': V1 });
    linkSync(join(root, 'state.json'), join(root, 'other.json'));
    expect((await only(check(options('state.json'), aContext(root)))).report.findings.map(({ code }) => code)).toEqual([
      'VERSION_OUTDATED',
    ]);
    const { report } = await only(migrate(options('state.json'), aContext(root)));
    expect(report.outcome).toMatchObject({ kind: 'failed', error: { code: 'HARD_LINKED' } });
    expect(readFileSync(join(root, 'other.json'), 'utf8')).toBe(V1);
  });
});

describe('standard input', () => {
  test('is of the format that the name of its document says, else of that of its first character', async () => {
    const context = () =>
      aContext(aProject(APP_REGISTRY), {
        readStdin: async () => new TextEncoder().encode('{version: 1, name: x} # flow\n'),
      });
    const named = await only(check({ ...options('-'), stdinFilename: 'state.yaml' }, context()));
    expect(named.report.format).toBe('yaml');
    expect(named.report.findings.map(({ code }) => code)).toEqual(['VERSION_OUTDATED']);
    expect((await only(check(options('-'), context()))).report.format).toBe('json');
  });
});

// Making one takes a right that few have on Windows.
describe.skipIf(isWindows)('links', () => {
  test('what a change does beside the real file is seen when that file is looked at next', async () => {
    const root = aProject({ ...APP_REGISTRY, 'real/state.json': V1, 'real/.tmp-fffffc00/state.json': '' });
    symlinkSync('real/state.json', join(root, 'a.json'));
    const files = await all(migrate(options('a.json', 'real/state.json'), aContext(root)));
    expect(files.map(({ report }) => report.outcome.kind)).toEqual(['applied', 'unchanged']);
    expect(files[1]?.report.findings).toEqual([]);
  });

  test('a named one is followed wherever it leads, and stays a link', async () => {
    const elsewhere = newDirectory();
    const root = aProject(APP_REGISTRY);
    const target = join(aProject({ 'real.json': V1 }), 'real.json');
    symlinkSync(target, join(root, 'state.json'));
    const { report } = await only(migrate({ ...options('state.json'), to: '2' }, aContext(root)));
    expect(report.outcome.kind).toBe('applied');
    expect(JSON.parse(readFileSync(target, 'utf8'))).toEqual({ version: 2, title: 'x' });
    expect(statSync(elsewhere).isDirectory()).toBe(true);
  });

  test('a walked one that leaves the root is passed over with a note, and not changed', async () => {
    const target = join(aProject({ 'real.json': V1 }), 'real.json');
    const root = aProject(APP_REGISTRY);
    mkdirSync(join(root, 'data'));
    symlinkSync(target, join(root, 'data/state.json'));
    const found = await only(check(options('data'), aContext(root)));
    expect(found.report.findings.map(({ code, severity, args }) => [code, severity, args['target']])).toEqual([
      ['OUTSIDE_ROOT', 'note', target],
    ]);
    const { report } = await only(migrate(options('data'), aContext(root)));
    expect(report.outcome).toMatchObject({ kind: 'failed', error: { code: 'OUTSIDE_ROOT' } });
    expect(readFileSync(target, 'utf8')).toBe(V1);
  });

  test('in a workspace nothing outside of it is changed, named or not', async () => {
    const target = join(aProject({ 'real.json': V1 }), 'real.json');
    const root = aProject(APP_REGISTRY);
    const { report } = await only(migrate({ ...options(target), kind: 'app' }, aContext(root, { workspace: root })));
    expect(report.outcome).toMatchObject({ kind: 'failed', error: { code: 'OUTSIDE_ROOT' } });
  });
});

describe('against one schema', () => {
  const schema = '{"type": "object", "required": ["a"]}';

  test('no registry and no config is asked, not even a broken one', async () => {
    const root = aProject({ 'statefix.config.yaml': '{{', 'my.schema.json': schema, 'x.json': '{"b": 1}' });
    const { report } = await only(check({ ...options('x.json'), schema: 'my.schema.json' }, aContext(root)));
    expect(report.findings.map(({ code }) => code)).toEqual(['SCHEMA_MISMATCH']);
  });

  test('a broken state beside the schema is not taken for a schema that it may refer to by $id', async () => {
    const root = aProject({
      's.json': '{"$id": "https://example.com/s.json", "properties": {"a": {"$ref": "defs.json#/x"}}}',
      'defs.json': '{"x": {"type": "integer"}}',
      'state.json': '{"a": 1',
      'ok.json': '{"a": "text"}',
    });
    const codesOf = async (path: string) => {
      const { report } = await only(check({ ...options(path), schema: 's.json' }, aContext(root)));
      return report.findings.map(({ code }) => code);
    };
    expect(await codesOf('ok.json')).toEqual(['SCHEMA_MISMATCH']);
    expect(await codesOf('state.json')).toEqual(['SYNTAX_INVALID']);
  });

  test('a schema that cannot be read is told where another names it', async () => {
    const root = aProject({
      's.json': '{"properties": {"a": {"$ref": "defs.json"}}}',
      'defs.json': '{',
      'x.json': '{}',
    });
    const run = only(check({ ...options('x.json'), schema: 's.json' }, aContext(root)));
    await expect(run).rejects.toThrow('defs.json:1:2: The text is truncated');
  });

  test('what stands beside the file is not judged', async () => {
    const root = aProject({ 'my.schema.json': schema, 'x.json': '{"a": 1}', 'x.json.bak': '{}' });
    const { report } = await only(check({ ...options('x.json'), schema: 'my.schema.json' }, aContext(root)));
    expect(report.findings).toEqual([]);
  });
});

// Windows tells no such bits.
describe.skipIf(isWindows)('git and modes', () => {
  test('a mode that is too open is an error outside of git', async () => {
    const root = aProject({ ...APP_REGISTRY, 'schemas/app/kind.yaml': '{"mode": "0600"}', 'state.json': V1 });
    chmodSync(join(root, 'state.json'), 0o644);
    const { report } = await only(check(options('state.json'), aContext(root)));
    expect(report.findings.map(({ code }) => code)).toContain('MODE_TOO_OPEN');
  });
});

describe('status', () => {
  test('tells versions and pending steps, and nothing that is beside the point', async () => {
    const root = aProject({ ...APP_REGISTRY, 'state.json': '{"version": 1, "nam": "x"}', 'state.json.bak': '{' });
    const { report } = await only(status(options('state.json'), aContext(root)));
    expect(report.stateVersion).toEqual({ found: '1', current: '3', after: '1' });
    expect(report.findings.map(({ code, args }) => [code, args['steps']])).toEqual([
      ['VERSION_OUTDATED', ['2_rename', '3_stats']],
    ]);
  });
});

describe('several documents in a file', () => {
  const text = 'version: 1\nname: a\n---\n# the second\nversion: 2\ntitle: b\n';

  test('each is a state of its own', async () => {
    const found = await findings({ 'state.yaml': text }, 'state.yaml');
    expect(found.map(({ code, document, range }) => [code, document, range?.start.line])).toEqual([
      ['VERSION_OUTDATED', 0, 1],
      ['VERSION_OUTDATED', 1, 5],
    ]);
  });

  test('and each is brought to the current version', async () => {
    const root = aProject({ ...APP_REGISTRY, 'state.yaml': text });
    const { report } = await only(migrate({ ...options('state.yaml'), to: '2' }, aContext(root)));
    expect(report.outcome).toMatchObject({ steps: [{ name: '2_rename', document: 0 }] });
    expect(readFileSync(join(root, 'state.yaml'), 'utf8')).toBe(
      'version: 2\ntitle: a\n---\n# the second\nversion: 2\ntitle: b\n',
    );
  });
});
