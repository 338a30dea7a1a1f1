import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startOutputs } from '../../src/action/outputs.ts';
import { fittingSummary } from '../../src/action/step-summary.ts';
import { aWorkspace, DAEMON } from './project.ts';
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
