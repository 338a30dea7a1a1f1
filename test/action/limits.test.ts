import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startOutputs } from '../../src/action/outputs.ts';
import { fittingSummary } from '../../src/action/step-summary.ts';
import { aWorkspace, DAEMON, GOOD } from './project.ts';
import { runStep } from './runner/step.ts';

const MOST = 900 * 1024;

describe('a summary', () => {
  test('is never larger than its room, and its start is that of the page', () => {
    const line = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `${text.replaceAll('\n', ' ')}\n`);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 200 }), fc.nat(6000), (lines, room) => {
        const page = lines.join('');
        const fitting = fittingSummary(page, MOST - room);
        const [start = ''] = fitting.split('\n\nThe rest is left out here');
        expect(Buffer.byteLength(fitting)).toBeLessThanOrEqual(room);
        expect(page.startsWith(start)).toBe(true);
        if (Buffer.byteLength(page) <= room) expect(fitting).toBe(page);
      }),
    );
  });
});

describe('of a run with more findings than a page holds', () => {
  test('summary, outputs and annotations stay within the limits of GitHub, and the report has all', async () => {
    const text = `{\n${Array.from({ length: 60 }, (_, index) => `"${'k'.repeat(200)}${index}": 1`).join(',\n')}\n}\n`;
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`f${index}.json`, text]));
    const step = await runStep({ workspace: aWorkspace(files), inputs: DAEMON });
    expect(Buffer.byteLength(step.summary)).toBeLessThanOrEqual(MOST);
    expect(step.summary).toContain('Left out here');
    expect([step.annotations.filter(({ name }) => name === 'error').length, step.dropped]).toEqual([10, 0]);
    const { summary } = JSON.parse(readFileSync(step.outputs['report-path'] ?? '', 'utf8'));
    expect([String(summary.errors), summary.files]).toEqual([step.outputs['errors'], 60]);
  });
});

/** Leaves the most memory that the process held at once, in KiB, in the temporary folder of the runner. */
const TELL_PEAK = `data:text/javascript,${encodeURIComponent(`
import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.RUNNER_TEMP + '/peak', String(process.resourceUsage().maxRSS)));
`)}`;

test('of 10 000 files with 500 findings one process makes a page that GitHub takes, in little memory', async () => {
  const broken = GOOD.replace('stopped', 'broken\u001b[31m::error::x');
  const files = Array.from({ length: 10_000 }, (_, index) => [
    `d${index % 100}/f${index}.json`,
    index % 20 === 0 ? broken : GOOD,
  ]);
  const step = await runStep({
    workspace: aWorkspace(Object.fromEntries(files)),
    inputs: { kind: 'daemon', paths: '.' },
    nodeOptions: ['--import', TELL_PEAK],
  });
  expect([step.code, step.outputs['errors'], step.annotations.length, step.dropped]).toEqual([1, '500', 10, 0]);
  expect(Buffer.byteLength(step.summary)).toBeLessThanOrEqual(MOST);
  const peakMiB = Number(readFileSync(join(step.temp, 'peak'), 'utf8')) / 1024;
  process.stdout.write(
    `10 000 files, 500 findings: ${Math.round(peakMiB)} MiB at most, a summary of ${step.summary.length} bytes\n`,
  );
  expect(peakMiB).toBeLessThan(300);
});

test('the list of files leaves room for other outputs of the job, and stays JSON', () => {
  const outputs = startOutputs('check');
  for (let index = 0; index < 10_000; index += 1) {
    outputs.add({
      path: `some/folder/${index}/${'n'.repeat(100)}.json`,
      kind: 'daemon',
      format: 'json',
      stateVersion: { found: '1', current: '1', after: '1' },
      findings: [],
      outcome: { kind: 'unchanged' },
      remaining: [{ code: 'VERSION_MISSING', severity: 'error', pointer: '', args: {}, message: '', hint: '' }],
    });
  }
  const summary = { files: 10_000, errors: 10_000, warnings: 0, notes: 0, changed: 0, failed: 0 };
  const files = String(outputs.outputs(summary, 1).files);
  expect(Buffer.byteLength(files)).toBeLessThanOrEqual(256 * 1024);
  expect(JSON.parse(files).length).toBeGreaterThan(1000);
});
