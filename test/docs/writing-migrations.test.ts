import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fencesOf } from './fences.ts';
import { runIn, writeFences } from './shown-run.ts';

const guide = resolve(import.meta.dirname, '../../docs/writing-migrations.md');
const fences = fencesOf(readFileSync(guide, 'utf8'));
const folder = mkdtempSync(join(realpathSync.native(tmpdir()), 'statefix-guide-'));
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');

/** The block behind the one that is the file of that name. */
function blockAfter(name: string, language: string): string {
  const at = fences.findIndex((fence) => fence.name === name);
  const block = fences.slice(at + 1).find((fence) => fence.language === language && fence.name === undefined);
  if (at === -1 || block === undefined) throw new Error(`no ${language} block behind ${name}`);
  return block.text;
}

/** A Node without type stripping gets the step as JavaScript: what is tested is the step and the text that comes of it. */
async function stripTypes(step: string): Promise<void> {
  const bundle = await rolldown({ input: join(folder, step) });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  writeFileSync(join(folder, step.replace(/\.ts$/, '.mjs')), output[0].code);
  unlinkSync(join(folder, step));
}

beforeAll(async () => {
  writeFences(folder, fences);
  const stripsTypes = 'typescript' in process.features && process.features.typescript !== false;
  if (!stripsTypes) await stripTypes('migrations/library/1.1.0_split-authors.ts');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// One after the other in one folder, as a reader of the guide would go.
describe.sequential('the guide to migrations', () => {
  test('shows the difference that --dry-run shows', async () => {
    const before = textOf('state.json');
    const { exitCode, stdout } = await runIn(folder, ['migrate', '--dry-run', 'state.json']);
    expect(stdout).toContain(blockAfter('state.json', 'diff'));
    expect(exitCode).toBe(0);
    expect(textOf('state.json')).toBe(before);
  });

  test('keeps the old game in .bak', async () => {
    const before = textOf('state.json');
    const { exitCode } = await runIn(folder, ['migrate', 'state.json']);
    expect(exitCode).toBe(0);
    expect(textOf('state.json.bak')).toBe(before);
  });

  test('goes back with --to', async () => {
    const { exitCode } = await runIn(folder, ['migrate', '--to', '1', 'state.json']);
    expect(exitCode).toBe(0);
    expect(textOf('state.json')).toBe('{\n  "version": 1,\n  "player": "Ada",\n  "score": 18446744073709551615\n}\n');
  });

  test('shows the library as its second version', async () => {
    const { exitCode } = await runIn(folder, ['migrate', 'library.yaml']);
    expect(exitCode).toBe(0);
    expect(textOf('library.yaml')).toBe(blockAfter('library.yaml', 'yaml'));
  });

  test('shows a library that goes back to its first version', async () => {
    const before = fences.find(({ name }) => name === 'library.yaml')?.text;
    const { exitCode } = await runIn(folder, ['migrate', '--to', '1.0.0', 'library.yaml']);
    expect(exitCode).toBe(0);
    expect(textOf('library.yaml')).toBe(before);
  });

  test('shows a unit test that passes', async () => {
    const unit = fences.find(({ text }) => text.includes('node:test'))?.text ?? '';
    const file = join(folder, 'test', 'step.mjs');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, unit.replace(/^import test from 'node:test';$/m, 'const test = (name, run) => run();'));
    await expect(import(pathToFileURL(file).href)).resolves.toBeDefined();
  });
});
