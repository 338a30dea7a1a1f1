import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { textReporter } from '../../src/reporters/text.ts';
import { aFinding, aReport } from '../support/reports.ts';
import { PLAIN, told } from '../support/told.ts';

interface Pattern {
  readonly regexp: string;
  readonly [group: string]: number | string;
}

interface Matcher {
  readonly owner: string;
  readonly severity?: string;
  readonly pattern: readonly [Pattern];
}

const ROOT = join(import.meta.dirname, '../..');
const { problemMatcher }: { readonly problemMatcher: readonly Matcher[] } = JSON.parse(
  readFileSync(join(ROOT, 'statefix.problem-matcher.json'), 'utf8'),
);

/** What a runner makes of a line by these matchers: the first that fits. */
function matched(line: string): Readonly<Record<string, string>> | undefined {
  for (const { owner, severity, pattern } of problemMatcher) {
    const [{ regexp, ...groups }] = pattern;
    const found = new RegExp(regexp).exec(line);
    if (found === null) continue;
    const entries = Object.entries(groups).map(([name, group]) => [name, found[Number(group)] ?? '']);
    return { owner, ...(severity === undefined ? {} : { severity }), ...Object.fromEntries(entries) };
  }
  return undefined;
}

function linesOf(...reports: Parameters<typeof told>[1]): readonly string[] {
  return told(textReporter(PLAIN), reports).split('\n');
}

test.each([
  ['error', 'error'],
  ['warning', 'warning'],
  ['note', 'notice'],
] as const)('a line of severity %s is told as %s, at its place', (severity, level) => {
  const found = linesOf(aReport({ path: 'a: b/c.json', findings: [aFinding({ severity })] })).map(matched);
  expect(found.filter((each) => each !== undefined)).toEqual([
    expect.objectContaining({
      file: 'a: b/c.json',
      line: '2',
      column: '12',
      severity: level,
      code: 'SCHEMA_MISMATCH',
      message: '/theme is "blue", where the schema asks for "dark" | "light"',
    }),
  ]);
});

test('a line about a whole file is told of the file', () => {
  const outcome = { kind: 'failed', steps: [], error: { code: 'STATE_LOCKED', message: 'held' } } as const;
  const [found] = linesOf(aReport({ outcome })).map(matched);
  expect(found).toEqual({
    owner: 'statefix-files',
    file: 'state.json',
    severity: 'error',
    code: 'STATE_LOCKED',
    message: 'held',
  });
});

test('code frames, hints and the last line are no problems', () => {
  const reports = [aReport({ findings: [aFinding()] })];
  const text = told(textReporter(PLAIN), reports, {}, new Map([['state.json', '{\n  "theme": "blue"\n}\n']]));
  expect(text.split('\n').filter((line) => matched(line) !== undefined)).toHaveLength(1);
});

test('it comes with the package', () => {
  const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(files).toContain('statefix.problem-matcher.json');
});
