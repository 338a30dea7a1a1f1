import { expect, test } from 'vitest';
import { jsonlReporter } from '../../src/reporters/jsonl.ts';
import { aFinding, aReport, aSummary } from '../support/reports.ts';
import { told } from '../support/told.ts';

test('each file is a line, and the last line sums up', () => {
  const files = [aReport(), aReport({ path: 'b\n.json', findings: [aFinding()] })];
  const lines = told(jsonlReporter('check'), files).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    ...files,
    { version: 1, command: 'check', summary: aSummary({ files: 2 }) },
  ]);
});

test('an error that stopped the run is in the last line', () => {
  const error = { code: 'NO_FILE_MATCHED', message: 'none' } as const;
  expect(JSON.parse(told(jsonlReporter('check'), [], { error }))).toMatchObject({ error });
});
