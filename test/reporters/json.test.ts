import { expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { jsonReporter } from '../../src/reporters/json.ts';
import { aFinding, aReport, aSummary } from '../support/reports.ts';

function reported({ command, files, summary, error }: Report): string {
  const reporter = jsonReporter(command);
  return (
    reporter.begin() + files.map((file) => reporter.file(file, undefined)).join('') + reporter.end({ summary, error })
  );
}

test.each([
  ['no file', []],
  ['one file', [aReport()]],
  ['several files', [aReport(), aReport({ path: 'b\u0000\n"x"\ud800', findings: [aFinding()] })]],
])('%s: the streamed text is the report, indented by two', (_, files) => {
  const report: Report = { version: 1, command: 'check', files, summary: aSummary() };
  expect(reported(report)).toBe(`${JSON.stringify(report, null, 2)}\n`);
});

test('an error that stopped the run stands at the top', () => {
  const error = { code: 'NO_FILE_MATCHED', message: 'none' } as const;
  const report: Report = { version: 1, command: 'migrate', files: [aReport()], summary: aSummary(), error };
  expect(JSON.parse(reported(report))).toEqual(report);
});

test('an integer beyond 2^53 is a string of digits', () => {
  const files = [aReport({ findings: [aFinding({ args: { found: 18446744073709551615n } })] })];
  const text = reported({ version: 1, command: 'check', files, summary: aSummary() });
  expect(text).toContain('"found": "18446744073709551615"');
});
