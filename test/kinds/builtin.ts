import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse as parseJsonc } from 'jsonc-parser';
import { parse as parseYaml } from 'yaml';
import { isArray, type Value } from '../../src/model/value.ts';
import { createCompiler, NO_SCHEMAS } from '../../src/registry/validator.ts';

export const root = resolve(import.meta.dirname, '../..');

/** A step, as its module exports it. */
export interface StepModule {
  readonly up: (state: Value) => Value;
  readonly down: (state: Value) => Value;
  readonly drops?: readonly string[];
  readonly dropsDown?: readonly string[];
}

/** The built-in kinds, by name. */
export const kindNames: readonly string[] = readdirSync(join(root, 'schemas')).sort();

/** The versions of a built-in kind, as its schema files spell them. */
export function versionsOf(kind: string): readonly string[] {
  const names = readdirSync(join(root, 'schemas', kind));
  return names.filter((name) => name.endsWith('.schema.json')).map((name) => name.replace(/\.schema\.json$/, ''));
}

/** The files of the steps of a built-in kind. */
export function stepsOf(kind: string): readonly string[] {
  const folder = join(root, 'migrations', kind);
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

export async function loadStep(path: string): Promise<StepModule> {
  return (await import(pathToFileURL(path).href)) as StepModule;
}

/** The document of a file, read by readers that are not ours; integers beyond 2^53 exact (but in JSONC). */
export function documentOf(path: string): Value {
  const text = readFileSync(path, 'utf8');
  if (path.endsWith('.jsonc')) return parseJsonc(text, [], { allowTrailingComma: true }) as Value;
  // YAML 1.2 takes JSON as it is.
  return narrowed(parseYaml(text, { intAsBigInt: true }) as Value);
}

function narrowed(value: Value): Value {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (isArray(value)) return value.map(narrowed);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, narrowed(member)]));
}

/** Judges by the schema of a built-in kind, with the engine of `check`: each problem as `pointer keyword key`. */
export async function judgeBy(kind: string, version: string): Promise<(value: Value) => readonly string[]> {
  const path = join(root, 'schemas', kind, `${version}.schema.json`);
  const validator = await createCompiler(NO_SCHEMAS).compile({ path, schema: documentOf(path) });
  return (value) =>
    validator
      .validate(value)
      .map(({ pointer, args }) =>
        [pointer || '/', args.keyword, ...(args.key === undefined ? [] : [args.key])].join(' '),
      );
}
