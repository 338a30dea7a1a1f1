import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, expectTypeOf, test } from 'vitest';
import type { DaemonState } from '../../src/kinds/daemon/1.ts';
import type { StatefixReport } from '../../src/kinds/statefix-report/1.ts';
import type { Report } from '../../src/model/report.ts';
import { root } from './builtin.ts';

let clone: string;

// The generator works on the checkout that it stands in: here a small one of its own.
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'statefix-types-'));
  cpSync(join(root, 'schemas'), join(clone, 'schemas'), { recursive: true });
  cpSync(join(root, 'src/kinds'), join(clone, 'src/kinds'), { recursive: true });
  mkdirSync(join(clone, 'scripts'));
  cpSync(join(root, 'scripts/generate-types.mjs'), join(clone, 'scripts/generate-types.mjs'));
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'), 'junction');
});

afterEach(() => rmSync(clone, { recursive: true }));

function generate(folder: string, ...args: readonly string[]) {
  return spawnSync(process.execPath, [join(folder, 'scripts/generate-types.mjs'), ...args], { encoding: 'utf8' });
}

test('the committed types are those of the schemas', () => {
  const { status, stderr } = generate(root, '--check');
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test('a changed schema makes them stale, and naming the file is all that --check does', () => {
  const path = join(clone, 'schemas/daemon/1.schema.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"paused"', '"resting"'));
  const { status, stderr } = generate(clone, '--check');
  expect([status, stderr.replaceAll('\\', '/')]).toEqual([1, 'src/kinds/daemon/1.ts is stale: npm run types\n']);
  expect(readFileSync(join(clone, 'src/kinds/daemon/1.ts'), 'utf8')).toContain("'paused'");
});

test('types without a schema are stale, and taken away', () => {
  writeFileSync(join(clone, 'src/kinds/daemon/2.ts'), 'export type DaemonState = never;\n');
  expect(generate(clone, '--check').stderr).toContain('is stale');
  expect(generate(clone).stdout).toContain(', 0 written, 1 removed\n');
  expect(generate(clone, '--check').status).toBe(0);
});

test('words of 2020-12 become types', () => {
  const schema = {
    title: 'Sample',
    type: 'object',
    properties: {
      pair: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false, minItems: 2 },
      count: { type: 'integer', minimum: 0, maximum: 2 ** 64 },
      small: { type: 'integer', minimum: 0, maximum: 4_294_967_295 },
      anything: { description: 'Free.' },
    },
    required: ['pair', 'count', 'small', 'anything'],
    unevaluatedProperties: false,
  };
  mkdirSync(join(clone, 'schemas/sample'));
  writeFileSync(join(clone, 'schemas/sample/1.schema.json'), JSON.stringify(schema));
  expect(generate(clone).status).toBe(0);
  const types = readFileSync(join(clone, 'src/kinds/sample/1.ts'), 'utf8');
  expect(types).toMatch(/pair: \[string, number \| bigint\]/);
  expect(types).toMatch(/count: number \| bigint;/);
  expect(types).toMatch(/small: number;/);
  expect(types).toMatch(/anything: unknown;/);
});

test('every file says how it is made', () => {
  const [first = ''] = readFileSync(join(root, 'src/kinds/daemon/1.ts'), 'utf8').split('\n');
  expect(first).toBe('// Made from schemas/daemon/1.schema.json by `npm run types`: change the schema, not this file.');
});

/** The type of what JSON leaves of a value: no `readonly`, and a member that may be `undefined` may be absent. */
type Written<T> = T extends readonly (infer Item)[]
  ? Written<Item>[]
  : T extends object
    ? {
        -readonly [Key in keyof T as undefined extends T[Key] ? never : Key]: Written<T[Key]>;
      } & {
        -readonly [Key in keyof T as undefined extends T[Key] ? Key : never]?: Written<Exclude<T[Key], undefined>>;
      }
    : T;

// Held by the compiler: `npm run typecheck` fails where the report's schema and the report's type part.
test('the schema of the report is the type of the report', () => {
  expectTypeOf<Written<Report>>().toExtend<StatefixReport>();
  expectTypeOf<StatefixReport>().toExtend<Written<Report>>();
});

test('counters of 64 bits are numbers or bigints', () => {
  expectTypeOf<DaemonState['stats']['saves_count']>().toEqualTypeOf<number | bigint>();
});
