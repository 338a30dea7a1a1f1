import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { StatefixError } from '../../src/model/errors.ts';
import type { Value } from '../../src/model/value.ts';
import { createCompiler, type SchemaLibrary, type SchemaSource } from '../../src/registry/validator.ts';

/** Where the JSON Schema Test Suite lies: beside the repository, or where the environment says. */
export const SUITE = resolve(
  process.env['STATEFIX_SUITE'] ?? join(import.meta.dirname, '../../../shared/suites/json-schema'),
);
export const hasSuite = existsSync(join(SUITE, 'tests'));

export const DRAFTS = [
  { folder: 'draft4', uri: 'http://json-schema.org/draft-04/schema#', cases: 618 },
  { folder: 'draft6', uri: 'http://json-schema.org/draft-06/schema#', cases: 839 },
  { folder: 'draft7', uri: 'http://json-schema.org/draft-07/schema#', cases: 927 },
  { folder: 'draft2019-09', uri: 'https://json-schema.org/draft/2019-09/schema', cases: 1259 },
  { folder: 'draft2020-12', uri: 'https://json-schema.org/draft/2020-12/schema', cases: 1299 },
] as const;

interface Group {
  readonly description: string;
  readonly schema: Value;
  readonly tests: readonly { readonly description: string; readonly data: Value; readonly valid: boolean }[];
}

export interface Outcome {
  readonly total: number;
  /** The cases with another verdict than the suite's: `file: group: case` and what was said. */
  readonly misses: readonly { readonly name: string; readonly said: string }[];
}

/**
 * Every mandatory case of a draft, judged by the engine of `check --schema`, the remote schemas given as with `--ref`. `distort` makes the engine
 * wrong on purpose, for a control.
 */
export async function runDraft(
  { folder, uri }: (typeof DRAFTS)[number],
  distort: (verdict: string) => string = (verdict) => verdict,
): Promise<Outcome> {
  const library = remotes();
  const misses: { name: string; said: string }[] = [];
  let total = 0;
  const directory = join(SUITE, 'tests', folder);
  for (const file of readdirSync(directory).filter((name) => name.endsWith('.json'))) {
    const groups = JSON.parse(readFileSync(join(directory, file), 'utf8')) as readonly Group[];
    for (const group of groups) {
      const verdict = await judgeWith(group.schema, uri, library);
      for (const test of group.tests) {
        total += 1;
        const said = distort(verdict(test.data));
        if (said !== String(test.valid))
          misses.push({ name: `${file}: ${group.description}: ${test.description}`, said });
      }
    }
  }
  return { total, misses };
}

async function judgeWith(schema: Value, uri: string, library: SchemaLibrary): Promise<(data: Value) => string> {
  // The suite's cases of a draft are meant for that draft also where they do not name it.
  const named =
    typeof schema === 'object' && schema !== null && !Array.isArray(schema) && !Object.hasOwn(schema, '$schema')
      ? { $schema: uri, ...schema }
      : schema;
  try {
    const source = { path: 'schema.json', schema: named };
    const validator = await createCompiler(library, { assertFormats: false }).compile(source);
    return (data) => String(validator.validate(data).length === 0);
  } catch (error) {
    if (!(error instanceof StatefixError)) throw error;
    return () => error.message;
  }
}

let served: SchemaLibrary | undefined;

/** The folder `remotes`, under the addresses where the suite expects it. */
function remotes(): SchemaLibrary {
  if (served !== undefined) return served;
  const root = join(SUITE, 'remotes');
  const sources: SchemaSource[] = [];
  for (const entry of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.json')) continue;
    const path = `http://localhost:1234/${relative(root, join(root, entry)).split(sep).join('/')}`;
    sources.push({ path, schema: inDraft(entry, JSON.parse(readFileSync(join(root, entry), 'utf8')) as Value) });
  }
  served = { byFile: () => undefined, byId: () => sources };
  return served;
}

/** The remotes of a draft's own folder are written in that draft. */
function inDraft(entry: string, schema: Value): Value {
  const draft = DRAFTS.find(({ folder }) => entry.startsWith(`${folder}${sep}`));
  if (draft === undefined || typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema;
  return Object.hasOwn(schema, '$schema') ? schema : { $schema: draft.uri, ...schema };
}
