import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatNameFor, loadFormat } from '../../src/formats/index.ts';
import { parseState } from '../../src/formats/parse.ts';
import { rawFileOf } from '../../src/formats/raw-file.ts';
import { rewrite } from '../../src/formats/rewrite.ts';
import { migrateDocuments } from '../../src/plan/migrate.ts';
import { type Kind, resolveFacts } from '../../src/registry/kind.ts';
import { createCompiler, NO_SCHEMAS } from '../../src/registry/validator.ts';
import type { SchemaLookup } from '../../src/registry/version-schema.ts';
import { readKindFile } from '../../src/registry/written-facts.ts';
import { createStepRunner } from '../../src/store/run-steps.ts';
import { documentOf, root, stepsOf } from './builtin.ts';

interface Migrated {
  readonly before: string;
  readonly after: string;
}

/** An example through the engine, up to the text that would be written: the step, its judges, the smallest edits. */
async function migrated(example: string, name: string, from: string, to: string): Promise<Migrated> {
  const path = join(root, 'examples', example);
  const before = readFileSync(path, 'utf8');
  const format = await loadFormat(formatNameFor(path));
  const file = parseState(rawFileOf(Buffer.from(before), { kind: 'file', path }), format);
  if (file.kind !== 'parsed') throw new TypeError(`${example} is malformed`);
  const schemaFile = (version: string) => join(root, 'schemas', name, `${version}.schema.json`);
  const compiler = createCompiler(NO_SCHEMAS);
  const schemaOf: SchemaLookup = async (version) => {
    const source = { path: schemaFile(version), schema: documentOf(schemaFile(version)) };
    return { version, ...source, validator: await compiler.compile(source) };
  };
  const kind: Kind = {
    ...resolveFacts([readKindFile(documentOf(join(root, 'schemas', name, 'kind.yaml'))).facts]),
    name,
    origin: 'built-in',
    versions: [from, to].map((version) => ({ version, path: schemaFile(version) })),
    steps: stepsOf(name).map((step) => ({ kindName: name, from, to, name: step, path: step, shown: step })),
  };
  const now = new Date('2026-11-21T05:00:00Z');
  const changes = await migrateDocuments(file, kind, to, { schemaOf, runStep: createStepRunner(), now });
  return { before, after: rewrite(file, format, changes).text };
}

/** The lines that `after` has and `before` has not, marked `+`, and those that are gone, marked `-`. */
function changedLines({ before, after }: Migrated): readonly string[] {
  const [old, young] = [before.split('\n'), after.split('\n')];
  const gone = old.filter((line) => !young.includes(line)).map((line) => `-${line}`);
  return [...gone, ...young.filter((line) => !old.includes(line)).map((line) => `+${line}`)];
}

test('a daemon state without version gets one line, and nothing else changes', async () => {
  const { before, after } = await migrated('daemon/state.json', 'daemon', '0', '1');
  expect(after).toBe(before.replace('{\n', '{\n    "version": 1,\n'));
});

test('a layout keeps the text of each item and widget', async () => {
  const { after } = await migrated('desktop/layouts/default.json', 'grid-layout', '0.9.0', '1.0.0');
  expect(after).toContain('"h": 4e0, "minW": 4');
  expect(after).toContain('"clock-1": { "type": "clock", "config": { "zone": "Europe/Zurich", "drift": 0.10 } }');
  expect(after).toContain('90071992547409931234');
  expect(after).toContain('caf\\u00e9');
});

test('commented preferences keep every comment, tab and odd space', async () => {
  const lines = await migrated('desktop/settings/travel.jsonc', 'preferences', '0.9.0', '1.0.0');
  for (const comment of lines.before.match(/\/\/.*|\/\*[\s\S]*?\*\//g) ?? []) expect(lines.after).toContain(comment);
  expect(lines.after).toContain('"timestamp": 1.7640003e12, // the clock of the old machine');
  expect(changedLines(lines).filter((line) => line.startsWith('+'))).toContain('+\t\t"keyBindings": {');
});

test('a history gets its total, exactly', async () => {
  const file = 'desktop/history/conversations/2026-11.json';
  const { after } = await migrated(file, 'conversation-history', '0.9.0', '1.0.0');
  expect(after).toMatch(/"totalTokens": 9007199254741005\b/);
  expect(after).toContain('"tokens": 1.1e1');
  expect(after).toContain('Two reviews \\ud83d\\ude80');
});
