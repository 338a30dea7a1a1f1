import { expect, test } from 'vitest';
import { githubReporter } from '../../src/reporters/github.ts';
import { aFinding, aReport } from '../support/reports.ts';
import { told } from '../support/told.ts';

test('a finding is a workflow command at its place, as the checkout names the file', () => {
  const text = told(githubReporter('packages/a'), [aReport({ path: '../b/state.json', findings: [aFinding()] })]);
  expect(text).toBe(
    '::error title=SCHEMA_MISMATCH,file=packages/b/state.json,line=2,endLine=2,col=12,endColumn=18::/theme is "blue", where the schema asks for "dark" | "light". Did you mean "dark"?\n',
  );
});

test('a finding over several lines has no columns, which GitHub would not take', () => {
  const range = { start: { line: 1, column: 1 }, end: { line: 3, column: 2 } };
  const text = told(githubReporter(''), [aReport({ findings: [aFinding({ range })] })]);
  expect(text).toContain('line=1,endLine=3::');
});

test('percent signs, colons, commas and line breaks are those of the text, not of the command', () => {
  const finding = aFinding({ severity: 'note', message: '100%0A, done: x\ny' });
  const text = told(githubReporter(''), [aReport({ path: 'a,b:c%.json', findings: [finding] })]);
  expect(text).toMatch(/^::notice title=SCHEMA_MISMATCH,file=a%2Cb%3Ac%25\.json,/);
  expect(text).toContain('::100%250A, done: x\\ny. ');
});

test('an error that stopped the run comes first, with its problems as lines', () => {
  const error = {
    code: 'CONFIG_INVALID',
    message: 'two problems',
    hint: 'mend',
    problems: [{ message: 'a' }],
  } as const;
  const text = told(githubReporter(''), [aReport({ findings: [aFinding()] })], { error });
  expect(text).toMatch(/^::error title=CONFIG_INVALID::two problems\. mend%0Aa\n::error title=SCHEMA_MISMATCH,/);
});

test('a run without findings tells nothing', () => {
  expect(told(githubReporter(''), [aReport()])).toBe('');
});
