import { expect, test } from 'vitest';
import { markdownReporter } from '../../src/reporters/markdown.ts';
import { aFinding, aReport, aSummary } from '../support/reports.ts';

const LOOK = { command: 'check', colour: false, volume: 'normal', isPlanned: false } as const;

function page(reports: readonly ReturnType<typeof aReport>[]): string {
  const reporter = markdownReporter(LOOK);
  const end = () => reporter.end({ summary: aSummary({ files: reports.length }), error: undefined });
  return reporter.begin() + reports.map((report) => reporter.file(report, undefined)).join('') + end();
}

test('a finding is a row of a table, its text without power over Markdown and HTML', () => {
  const text = page([aReport({ path: 'a|<b>.json', findings: [aFinding({ message: '`x` <img src=y> | **z**' })] })]);
  expect(text).toContain('| File | Severity | Code | What |\n| --- | --- | --- | --- |\n');
  expect(text).toContain('<code>a&#124;&#60;b&#62;.json</code>:2:12 | error | SCHEMA_MISMATCH |');
  expect(text).not.toMatch(/<img|\*\*z|`x`/);
});

test('a repair tells in its row what is lost by it', () => {
  const difference = { changed: ['/a*'], gone: [], added: [], counts: { changed: 1, gone: 0, added: 0 } };
  const dataLoss = { kind: 'known', isPartial: false, difference } as const;
  const step = { kind: 'restore', source: 'state.json.bak', version: '1', candidate: 'bak', dataLoss } as const;
  const text = page([aReport({ outcome: { kind: 'applied', steps: [step] } })]);
  expect(text).toContain(
    'restored from state.json.bak (version 1); lost&#58; against the broken file, 1 value changed (/a&#42;) |',
  );
});

test('two hundred rows are shown, and the rest is counted', () => {
  const reports = Array.from({ length: 250 }, () => aReport({ findings: [aFinding()] }));
  const text = page(reports);
  expect(text.match(/SCHEMA_MISMATCH/g)).toHaveLength(200);
  expect(text).toContain('50 more rows are left out.');
});

test('a run without anything to tell is one line', () => {
  expect(page([aReport()])).toBe('## statefix check\n\n\nChecked 1 file: no problems.\n');
});

test('an error that stopped the run tells each of its problems', () => {
  const problems = [{ message: 'a.yaml:1:1: "x" is no setting', hint: 'Known are: y.' }, { message: '<b>' }];
  const error = { code: 'CONFIG_INVALID', message: 'a.yaml has 2 problems', problems } as const;
  const text = markdownReporter(LOOK).end({ summary: aSummary({ files: 0 }), error });
  expect(text).toBe(
    '\n**CONFIG_INVALID** a.yaml has 2 problems\n\n- a.yaml&#58;1&#58;1&#58; "x" is no setting\n- &#60;b&#62;\n\n',
  );
});
