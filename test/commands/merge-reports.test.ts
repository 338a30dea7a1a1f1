import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, inject, test } from 'vitest';
import { mergeReports } from '../../src/commands/merge-reports.ts';
import { createTally } from '../../src/commands/summary.ts';
import { StatefixError } from '../../src/model/errors.ts';
import type { FileReport, Report } from '../../src/model/report.ts';
import { jsonReporter } from '../../src/reporters/json.ts';
import { APP_REGISTRY, aContext, addFiles, all, aProject, newDirectory } from '../support/project.ts';
import { aFinding, aReport } from '../support/reports.ts';
import { runNode, type Spawned } from '../support/spawn.ts';
import { told } from '../support/told.ts';

/** What one run over these files writes with `--format json`. */
function reportText(
  files: readonly FileReport[],
  command: Report['command'] = 'check',
  error?: Report['error'],
): string {
  const tally = createTally({ strict: false, failOnPending: false, failOnChange: false });
  for (const file of files) tally.add(file);
  return told(jsonReporter(command), files, { summary: tally.summary(), error });
}

function inFiles(texts: readonly string[]): { readonly root: string; readonly names: readonly string[] } {
  const root = newDirectory();
  addFiles(root, Object.fromEntries(texts.map((text, index) => [`${index}.json`, text])));
  return { root, names: texts.map((_, index) => `${index}.json`) };
}

async function merged(texts: readonly string[]): Promise<string> {
  const { root, names } = inFiles(texts);
  const { run, command } = await mergeReports(names, aContext(root));
  return reportText(
    (await all(run)).map(({ report }) => report),
    command,
  );
}

async function errorOf(texts: readonly string[]): Promise<StatefixError> {
  try {
    await merged(texts);
  } catch (error) {
    if (error instanceof StatefixError) return error;
    throw error;
  }
  throw new Error('no error');
}

const byPath = (left: FileReport, right: FileReport) => (left.path < right.path ? -1 : 1);

describe('reports of parts', () => {
  const path = fc.string({ minLength: 1, unit: 'binary' }).map((text) => text.toWellFormed());
  const finding = fc
    .record({ message: fc.string({ unit: 'binary' }), severity: fc.constantFrom('error', 'warning', 'note') })
    .map((changes) => aFinding({ ...changes, args: { found: changes.message } }));
  const file = fc
    .tuple(path, fc.array(finding, { maxLength: 2 }))
    .map(([name, findings]) => aReport({ path: name, findings }));
  const files = fc.uniqueArray(file, { selector: ({ path: name }) => name, maxLength: 12 });

  test('in any order and of any size are the report of the whole, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }), async (some, places) => {
        const sorted = [...some].sort(byPath);
        const parts = [0, 1, 2, 3].map((part) => reportText(sorted.filter((_, index) => places[index] === part)));
        expect(await merged(parts.reverse())).toBe(reportText(sorted));
      }),
      { numRuns: 100 },
    );
  });

  test('that tell the same of a file tell it once', async () => {
    const [one, other] = [aReport({ path: 'a' }), aReport({ path: 'b' })];
    expect(await merged([reportText([one, other]), reportText([other])])).toBe(reportText([one, other]));
  });

  test('that differ about a file are refused', async () => {
    const error = await errorOf([reportText([aReport()]), reportText([aReport({ findings: [aFinding()] })])]);
    expect(error.message).toBe('state.json is in 0.json and in 1.json, and they differ');
  });

  test('of two commands are refused', async () => {
    const error = await errorOf([reportText([]), reportText([], 'repair')]);
    expect(error.message).toBe('0.json is a report of check, but 1.json of repair');
  });
});

describe('the error that stopped a run', () => {
  const stop = { code: 'CONFIG_INVALID', message: 'bad', hint: 'mend it' } as const;

  test('stays, behind the files, and once', async () => {
    const error = await errorOf([reportText([aReport()], 'check', stop), reportText([], 'check', stop)]);
    expect(error).toMatchObject(stop);
  });

  test('is the strongest of several, with all of them as its problems', async () => {
    const held = { code: 'WRITE_FAILED', message: 'full' } as const;
    const error = await errorOf([reportText([], 'check', held), reportText([], 'check', stop)]);
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      message: '2 runs were stopped',
      problems: [{ message: 'WRITE_FAILED: full' }, { message: 'CONFIG_INVALID: bad', hint: 'mend it' }],
    });
  });
});

describe('what is no report', () => {
  test.each<[string, string, RegExp]>([
    ['text', 'hello', /^0\.json:1:1: /],
    ['a cut report', reportText([aReport()]).slice(0, 100), /^0\.json:/],
    ['another document', '{"version": 1}', /^0\.json:1:1: The member "command" is missing/],
    ['a report with a wrong part', reportText([aReport()]).replace('"json"', '"toml"'), /^0\.json:8:17: Expected /],
    ['nothing', '', /^0\.json: The file is empty/],
  ])('%s is refused with its place', async (_, text, message) => {
    const error = await errorOf([text]);
    const [problem] = error.problems ?? [error];
    expect(error.code).toBe('USAGE');
    expect(problem?.message).toMatch(message);
    expect(problem?.hint).toBe('Give files that statefix wrote with --format json.');
  });

  test('each is named', async () => {
    const error = await errorOf(['', reportText([]), '']);
    expect(error.problems?.map(({ message }) => message.split(':')[0])).toEqual(['0.json', '2.json']);
  });

  test('an absent file is named', async () => {
    await expect(mergeReports(['absent.json'], aContext(newDirectory()))).rejects.toThrow(/absent\.json/);
  });
});

describe('statefix merge-reports', () => {
  const FILES = {
    ...APP_REGISTRY,
    'statefix.config.yaml': "version: 1\nkinds:\n  app: { files: ['state/*.json'] }\n",
    ...Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `state/${index}.json`,
        index % 7 === 0 ? '{"version": 1, "na' : '{"version": 2, "title": "x"}\n',
      ]),
    ),
  };
  const run = (cwd: string, ...args: readonly string[]): Promise<Spawned> =>
    runNode(join(inject('dist'), 'cli.js'), args, { cwd });

  async function inShards(root: string, command: string, ...args: readonly string[]): Promise<readonly number[]> {
    const codes: number[] = [];
    for (const shard of [1, 2, 3, 4]) {
      const format = `json=out/${shard}.json`;
      const { code } = await run(root, command, '--shard', `${shard}/4`, '--format', format, ...args);
      codes.push(code ?? -1);
    }
    return codes;
  }
  const SHARDS = [1, 2, 3, 4].map((shard) => `out/${shard}.json`);

  test('makes of the reports of shards that of one run, byte for byte, with its text and its exit code', async () => {
    const root = aProject(FILES);
    await inShards(root, 'check');
    const whole = await run(root, 'check', '--quiet', '--format', 'json=whole.json');
    const joined = await run(root, 'merge-reports', ...SHARDS, '--quiet', '--format', 'json=joined.json');
    expect(readFileSync(join(root, 'joined.json'), 'utf8')).toBe(readFileSync(join(root, 'whole.json'), 'utf8'));
    expect([joined.code, whole.code]).toEqual([1, 1]);
    expect(joined.stdout.split('\n').filter((line) => /error [A-Z_]+ /.test(line))).toEqual(
      whole.stdout.split('\n').filter((line) => /error [A-Z_]+ /.test(line)),
    );
  });

  test('counts what would change only where it is asked for', async () => {
    const root = aProject({ ...FILES, 'state/0.json': '{"version": 2, "title": "y"}' });
    await inShards(root, 'migrate', '--dry-run', 'state/1.json', 'state/2.json');
    const plain = await run(root, 'merge-reports', ...SHARDS);
    expect([plain.code, plain.stdout]).toEqual([0, expect.stringContaining('2 files, 2 would change: no problems.')]);
    expect((await run(root, 'merge-reports', '--check', ...SHARDS)).code).toBe(1);
  });

  test('writes any format', async () => {
    const root = aProject({ 'a.json': reportText([aReport({ findings: [aFinding()] })]) });
    const formats = ['json', 'jsonl', 'github', 'sarif', 'junit', 'markdown', 'text'];
    const args = formats.flatMap((format) => ['--format', `${format}=out.${format}`]);
    expect((await run(root, 'merge-reports', 'a.json', ...args)).code).toBe(1);
    for (const format of formats) {
      expect([format, readFileSync(join(root, `out.${format}`), 'utf8')]).toEqual([
        format,
        expect.stringContaining('SCHEMA_MISMATCH'),
      ]);
    }
  });

  test.each<[string, readonly string[], string]>([
    ['no report', [], 'merge-reports needs at least one report'],
    ['standard input', ['-'], 'merge-reports takes files, not standard input'],
  ])('refuses %s', async (_, args, message) => {
    const { code, stderr } = await run(newDirectory(), 'merge-reports', ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('an answer that is no list of files has no other format than text and json', async () => {
    const { code, stderr } = await run(aProject(FILES), 'log', '--format', 'sarif=x');
    expect([code, stderr]).toEqual([2, expect.stringContaining('log does not answer in the format sarif')]);
  });
});
