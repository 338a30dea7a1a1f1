import type { FileReport, ReportedFinding, Summary } from '../../src/model/report.ts';

/** A finding as reports hold it; a test changes only what it is about. */
export function aFinding(changes: Partial<ReportedFinding> = {}): ReportedFinding {
  return {
    code: 'SCHEMA_MISMATCH',
    severity: 'error',
    pointer: '/theme',
    range: { start: { line: 2, column: 12 }, end: { line: 2, column: 18 } },
    args: { found: '"blue"' },
    message: '/theme is "blue", where the schema asks for "dark" | "light"',
    hint: 'Did you mean "dark"?',
    ...changes,
  };
}

/** The report of a healthy file. */
export function aReport(changes: Partial<FileReport> = {}): FileReport {
  const findings = changes.findings ?? [];
  return {
    path: 'state.json',
    kind: 'daemon',
    format: 'json',
    stateVersion: { found: '1', current: '1', after: '1' },
    findings,
    outcome: { kind: 'unchanged' },
    remaining: findings,
    ...changes,
  };
}

/** The summary of a run over one healthy file. */
export function aSummary(changes: Partial<Summary> = {}): Summary {
  return { files: 1, errors: 0, warnings: 0, notes: 0, changed: 0, failed: 0, ...changes };
}
