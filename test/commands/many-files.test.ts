import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { type MeasuredRun, measuredRun } from '../support/measured-run.ts';
import { aProject } from '../support/project.ts';

const FILES = 10_000;
const MOST_MIB = 400;

/** Ten thousand files, five hundred of them with one finding each. */
function aLargeProject(): string {
  const root = aProject({
    'schemas/app/1.schema.json':
      '{"type": "object", "required": ["version"], "properties": {"version": {"const": 1}, "n": {"minimum": 0}}}',
    'statefix.config.yaml': "version: 1\nkinds:\n  app: { files: ['state/*.json'] }\n",
  });
  mkdirSync(join(root, 'state'));
  for (let index = 0; index < FILES; index += 1) {
    const state = { version: 1, n: index % 20 === 7 ? -1 : index };
    writeFileSync(join(root, `state/${index}.json`), `${JSON.stringify(state, null, 2)}\n`);
  }
  return root;
}

const run = (cwd: string, ...args: readonly string[]): Promise<MeasuredRun> =>
  measuredRun(join(inject('dist'), 'cli.js'), args, { cwd });

describe('ten thousand files with five hundred findings', () => {
  const root = aLargeProject();
  const textOf = (name: string) => readFileSync(join(root, name), 'utf8');

  test('are told in every format by one process, in little memory', async () => {
    const formats = ['json', 'jsonl', 'github', 'sarif', 'junit', 'markdown'];
    const args = formats.flatMap((format) => ['--format', `${format}=whole.${format}`]);
    const { code, ms, peakMiB } = await run(root, 'check', ...args);
    expect(code).toBe(1);
    // Windows and macOS tell no peak in this way.
    if (existsSync('/proc/self/status')) expect(peakMiB).toBeGreaterThan(0);
    expect([peakMiB, peakMiB < MOST_MIB]).toEqual([peakMiB, true]);
    const { summary }: Report = JSON.parse(textOf('whole.json'));
    expect([summary.files, summary.errors]).toEqual([FILES, 500]);
    expect(textOf('whole.jsonl').trimEnd().split('\n')).toHaveLength(FILES + 1);
    expect(textOf('whole.github').trimEnd().split('\n')).toHaveLength(10);
    expect(textOf('whole.github')).toContain('491 more errors');
    expect(JSON.parse(textOf('whole.sarif')).runs[0].results).toHaveLength(500);
    expect(textOf('whole.markdown').match(/<td>error<\/td>/g)).toHaveLength(500);
    expect(Buffer.byteLength(textOf('whole.markdown'))).toBeLessThan(900_000);
    process.stdout.write(`10 000 files, 6 formats: ${Math.round(ms)} ms, peak ${Math.round(peakMiB)} MiB\n`);
  });

  test('in four shards, joined, are the report of one run, byte for byte', async () => {
    const shards = [1, 2, 3, 4].map((shard) => `shard-${shard}.json`);
    for (const [index, name] of shards.entries()) {
      await run(root, 'check', '--quiet', '--shard', `${index + 1}/4`, '--format', `json=${name}`);
    }
    const { code } = await run(root, 'merge-reports', ...shards, '--quiet', '--format', 'json=joined.json');
    expect(code).toBe(1);
    expect(textOf('joined.json') === textOf('whole.json')).toBe(true);
    // Each has a part of them.
    for (const name of shards) expect(JSON.parse(textOf(name)).summary.files).toBeGreaterThan(2000);
  });
});
