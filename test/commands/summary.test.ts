import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTally, strongestExitCode } from '../../src/commands/summary.ts';
import type { Severity } from '../../src/model/finding.ts';
import type { Outcome } from '../../src/model/plan.ts';
import type { FileReport, ReportedFinding } from '../../src/model/report.ts';

const POLICY = { strict: false, failOnPending: false, failOnChange: false };

function aReport(outcome: Outcome, ...severities: readonly Severity[]): FileReport {
  const remaining = severities.map((severity) => ({ severity }) as ReportedFinding);
  return {
    path: 'a.json',
    kind: 'sample',
    format: 'json',
    stateVersion: { found: '1', current: '1', after: '1' },
    findings: remaining,
    outcome,
    remaining,
  };
}

const unchanged: Outcome = { kind: 'unchanged' };
const planned: Outcome = { kind: 'planned', steps: [], diff: '' };
const applied: Outcome = { kind: 'applied', steps: [] };
const failed = (code: 'STATE_LOCKED' | 'STATE_CORRUPTED'): Outcome => ({
  kind: 'failed',
  steps: [],
  error: { code, message: '' },
});

function exitOf(reports: readonly FileReport[], policy = POLICY): number {
  const tally = createTally(policy);
  for (const report of reports) tally.add(report);
  return tally.exitCode();
}

describe('exit codes', () => {
  test.each([
    ['healthy', aReport(unchanged), POLICY, 0],
    ['an error remains', aReport(unchanged, 'error'), POLICY, 1],
    ['a warning remains', aReport(unchanged, 'warning'), POLICY, 0],
    ['a warning remains, strictly', aReport(unchanged, 'warning'), { ...POLICY, strict: true }, 1],
    ['a note remains, strictly', aReport(unchanged, 'note'), { ...POLICY, strict: true }, 0],
    ['a change is pending', aReport(planned), POLICY, 0],
    ['a change is pending, under --check', aReport(planned), { ...POLICY, failOnPending: true }, 1],
    ['changed', aReport(applied), POLICY, 0],
    ['changed, under --exit-non-zero-on-change', aReport(applied), { ...POLICY, failOnChange: true }, 1],
    ['could not be acted on', aReport(failed('STATE_LOCKED')), POLICY, 3],
    ['not repairable', aReport(failed('STATE_CORRUPTED')), POLICY, 4],
  ])('%s', (_what, report, policy, code) => {
    expect(exitOf([report], policy)).toBe(code);
  });

  test('3 wins over 4, and 4 over 1', () => {
    expect(exitOf([aReport(failed('STATE_CORRUPTED')), aReport(failed('STATE_LOCKED'))])).toBe(3);
    expect(exitOf([aReport(unchanged, 'error'), aReport(failed('STATE_CORRUPTED'))])).toBe(4);
  });

  test('the order of the codes does not matter', () => {
    const code = fc.constantFrom(0, 1, 2, 3, 4, 70, 129, 130, 143);
    fc.assert(
      fc.property(fc.array(code), (codes) => strongestExitCode(codes) === strongestExitCode(codes.toReversed())),
    );
  });

  test('a bug wins over an interruption, that over everything else', () => {
    expect(strongestExitCode([3, 130, 70])).toBe(70);
    expect(strongestExitCode([2, 130])).toBe(130);
    expect(strongestExitCode([4, 3, 2])).toBe(2);
  });
});

test('the summary counts what remains, what changed and what failed', () => {
  const tally = createTally(POLICY);
  tally.add(aReport(unchanged, 'error', 'warning', 'note'));
  tally.add(aReport(applied, 'warning'));
  tally.add(aReport(planned));
  tally.add(aReport(failed('STATE_LOCKED')));
  expect(tally.summary()).toEqual({ files: 4, errors: 1, warnings: 2, notes: 1, changed: 2, failed: 1 });
});
