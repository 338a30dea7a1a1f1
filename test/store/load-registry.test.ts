import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StatefixError } from '../../src/model/errors.ts';
import { resolveConfig, type WrittenConfig } from '../../src/registry/config.ts';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import { adHocKind, fittingKinds, openRegistry, type Registry } from '../../src/store/load-registry.ts';
import { isWindows } from '../support/system.ts';
import { makeTree } from '../support/tree.ts';

const NO_FLAGS = { schemas: undefined, migrations: undefined, lockTimeout: undefined, maxSize: undefined };

function open(root: string, written: WrittenConfig = {}, fs: FsOps = nodeFs, refs: readonly string[] = []): Registry {
  const config = resolveConfig({ path: join(root, 'statefix.config.yaml'), directory: root, written }, NO_FLAGS, root);
  return openRegistry({ fs, cwd: root, builtin: join(root, 'builtin'), config, refs });
}

async function refusal(promise: Promise<unknown>): Promise<StatefixError> {
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  if (!(error instanceof StatefixError)) throw new TypeError('it was not refused');
  return error;
}

describe('kinds', () => {
  it('reads a kind with its facts: config over kind.yaml over defaults', async () => {
    const root = makeTree({
      'schemas/app/1.schema.json': '{}',
      'schemas/app/kind.yaml': 'mode: "0600"\nlock: { timeout: 1s }\n',
    });
    const written: WrittenConfig = { kinds: [{ name: 'app', files: [], facts: { lock: { stale: 9 } } }] };
    const { kind } = await open(root, written).kind('app');
    expect([kind.origin, kind.mode, kind.lock, kind.backups.keep]).toEqual([
      'user',
      0o600,
      { timeout: 1000, stale: 9 },
      3,
    ]);
  });

  it('lets a user kind hide the built-in one of its name, whole', async () => {
    const root = makeTree({
      'schemas/app/1.schema.json': '{}',
      'builtin/schemas/app/1.schema.json': '{}',
      'builtin/schemas/app/2.schema.json': '{}',
      'builtin/schemas/app/kind.yaml': '{"mode": "0600"}',
      'builtin/migrations/app/2_x.mjs': '',
    });
    const { kind } = await open(root).kind('app');
    expect([kind.origin, kind.versions.length, kind.steps.length, kind.mode]).toEqual(['user', 1, 0, undefined]);
  });

  it('lists the names, the user’s first, without directories that are no kinds', () => {
    const root = makeTree({
      'schemas/zoo/1.schema.json': '{}',
      'schemas/common/shared.json': '{}',
      'schemas/notes.md': '',
      'builtin/schemas/app/1.schema.json': '{}',
    });
    expect([open(root).userKinds(), open(root).kindNames()]).toEqual([['zoo'], ['zoo', 'app']]);
  });

  it('answers an unknown kind with the nearest', async () => {
    const root = makeTree({ 'builtin/schemas/daemon/1.schema.json': '{}' });
    const error = await refusal(open(root).kind('deamon'));
    expect([error.code, error.hint]).toEqual(['KIND_UNKNOWN', 'Did you mean daemon? Known are: daemon.']);
  });

  it('does not leave the registry by the name of a kind', async () => {
    const root = makeTree({ 'app/1.schema.json': '{}', 'schemas/x/1.schema.json': '{}' });
    expect((await refusal(open(root).kind('../app'))).code).toBe('KIND_UNKNOWN');
  });

  it('says that a kind of migrations alone has no schema', async () => {
    const root = makeTree({ 'migrations/app/2_x.mjs': '' });
    const error = await refusal(open(root).kind('app'));
    expect(error.message).toBe(
      'the kind app has no version: it has migrations in migrations/app, but no schema in schemas/app',
    );
  });

  it('names file, line and column of a fact that is wrong', async () => {
    const root = makeTree({ 'schemas/app/1.schema.json': '{}', 'schemas/app/kind.yaml': '# facts\nmode: 644\n' });
    const error = await refusal(open(root).kind('app'));
    expect([error.code, error.message]).toEqual([
      'REGISTRY_INVALID',
      'schemas/app/kind.yaml:2:7: mode must be three octal digits such as "0644", not 644 (at /mode)',
    ]);
  });

  it('reads only what is asked for', async () => {
    const root = makeTree({
      'schemas/a/1.schema.json': '{}',
      'schemas/b/1.schema.json': '{broken',
      'schemas/b/2.mjs': '',
    });
    const paths: string[] = [];
    const fs: FsOps = {
      ...nodeFs,
      open: (path, ...rest) => {
        paths.push(path);
        return nodeFs.open(path, ...rest);
      },
    };
    await open(root, {}, fs).kind('a');
    expect(paths).toEqual([]);
  });

  it('says that a directory that was named is not there', () => {
    const root = makeTree();
    const config = resolveConfig(undefined, { ...NO_FLAGS, schemas: 'shcemas' }, root);
    const source = { fs: nodeFs, cwd: root, builtin: join(root, 'builtin'), config, refs: [] };
    expect(() => openRegistry(source)).toThrow('there is no directory shcemas');
  });

  it('does not take a registry that cannot be listed for empty', () => {
    const denied = Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'scandir' });
    const fs: FsOps = {
      ...nodeFs,
      readdir: () => {
        throw denied;
      },
    };
    expect(() => open(makeTree(), {}, fs)).toThrow('cannot be listed: EACCES');
  });
});

describe('schemas', () => {
  it('keeps integers beyond 2^53 exact, and shows paths relative to the working directory', async () => {
    const root = makeTree({ 'schemas/app/1.schema.json': '{"maximum": 18446744073709551615}' });
    const { schemaOf } = await open(root).kind('app');
    const { path, schema, validator } = await schemaOf('1');
    expect([path, schema]).toEqual(['schemas/app/1.schema.json', { maximum: 18446744073709551615n }]);
    expect(validator.validate(18446744073709551615n)).toEqual([]);
    expect(validator.validate(18446744073709551616n)).toHaveLength(1);
  });

  it('reads schemas that are YAML, and follows references to files, YAML included', async () => {
    const root = makeTree({
      'schemas/app/1.schema.yaml': 'properties:\n  a: { $ref: ../common/a.yaml }\n',
      'schemas/common/a.yaml': '$ref: "b.json#/$defs/b"\n',
      'schemas/common/b.json': '{"$defs": {"b": {"type": "integer"}}}',
    });
    const { validator } = await (await open(root).kind('app')).schemaOf('1');
    expect(validator.validate({ a: 1 })).toEqual([]);
    expect(validator.validate({ a: 'x' })).toHaveLength(1);
  });

  it('finds a schema by its $id, that of --ref included', async () => {
    const root = makeTree({
      'schemas/app/1.schema.json': '{"$ref": "https://example.com/thing"}',
      'refs/deep/thing.json': '{"$id": "https://example.com/thing", "type": "integer"}',
    });
    const { validator } = await (await open(root, {}, nodeFs, ['refs']).kind('app')).schemaOf('1');
    expect(validator.validate('x')).toHaveLength(1);
  });

  it.each([
    ['by name', '../../outside.json'],
    // Making one takes a right that few have on Windows.
    ...(isWindows ? [] : [['by a link', '../link.json']]),
  ])('refuses a reference that leaves the registry %s', async (_, target = '') => {
    const root = makeTree({
      'schemas/app/1.schema.json': JSON.stringify({ $ref: target }),
      'outside.json': '{"type": "integer"}',
    });
    if (target === '../link.json') symlinkSync('../outside.json', join(root, 'schemas/link.json'));
    const error = await refusal((await open(root).kind('app')).schemaOf('1'));
    expect(error.code).toBe('REGISTRY_INVALID');
    expect(error.message).toMatch(/(?:outside|link)\.json.* lies outside of the registry and is not read/);
  });

  it('names a reference that leads nowhere', async () => {
    const root = makeTree({ 'schemas/app/1.schema.json': '{"$ref": "nothing.json"}' });
    const error = await refusal((await open(root).kind('app')).schemaOf('1'));
    expect(error.code).toBe('REGISTRY_INVALID');
    expect(error.message).toContain('nothing.json');
  });

  it('names place and reason of a schema that is no JSON', async () => {
    const root = makeTree({ 'schemas/app/1.schema.json': '{"type": }' });
    const error = await refusal((await open(root).kind('app')).schemaOf('1'));
    expect(error.message).toMatch(/^schemas\/app\/1\.schema\.json:1:10: /);
  });

  it('survives schemas that refer to each other', async () => {
    const root = makeTree({
      'schemas/app/1.schema.json': '{"properties": {"b": {"$ref": "b.json"}}}',
      'schemas/app/b.json': '{"type": "object", "properties": {"a": {"$ref": "1.schema.json"}}}',
    });
    const { schemaOf } = await open(root).kind('app');
    expect((await schemaOf('1')).validator.validate({ b: { a: { b: 1 } } })).toHaveLength(1);
  });
});

describe('a schema that was named', () => {
  it('makes a kind whose files carry no version', async () => {
    const root = makeTree({ 'deep/s.json': '{"$ref": "t.json"}', 'deep/t.json': '{"type": "array"}' });
    const { kind, schemaOf } = adHocKind({
      fs: nodeFs,
      cwd: root,
      schema: 'deep/s.json',
      refs: [],
      config: { flagFacts: {} },
    });
    expect([kind.origin, kind.version, kind.versions.length]).toEqual(['ad hoc', false, 1]);
    expect((await schemaOf('1')).validator.validate({})).toHaveLength(1);
  });

  it('is an error where it is not there', async () => {
    const root = makeTree();
    const { schemaOf } = adHocKind({ fs: nodeFs, cwd: root, schema: 'no.json', refs: [], config: { flagFacts: {} } });
    expect((await refusal(schemaOf('1'))).message).toBe('there is no schema at no.json');
  });
});

it('fittingKinds names the kinds whose schema a value fits, and passes over broken ones', async () => {
  const root = makeTree({
    'schemas/a/1.schema.json': '{"required": ["x"]}',
    'schemas/b/1.schema.json': '{broken',
    'builtin/schemas/c/1.schema.json': '{"type": "array"}',
  });
  expect(await fittingKinds(open(root), { x: 1 })).toEqual(['a']);
});

describe('the built-in kinds', () => {
  it('all load, schemas included', async () => {
    const root = makeTree();
    const config = resolveConfig(undefined, NO_FLAGS, root);
    const registry = openRegistry({
      fs: nodeFs,
      cwd: root,
      builtin: join(import.meta.dirname, '../..'),
      config,
      refs: [],
    });
    expect(registry.kindNames()).toContain('daemon');
    for (const name of registry.kindNames()) {
      const { kind, schemaOf } = await registry.kind(name);
      expect(kind.origin).toBe('built-in');
      for (const { version } of kind.versions) await schemaOf(version);
    }
  });
});
