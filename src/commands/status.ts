import type { FindingCode } from '../model/finding.ts';
import type { ReportedFinding } from '../model/report.ts';
import { check } from './check.ts';
import type { Run, RunContext, Selection } from './run.ts';

/** What is no matter for the question of which version a file has: `check` tells it. */
const BESIDE_THE_POINT: ReadonlySet<FindingCode> = new Set([
  'SCHEMA_MISMATCH',
  'CHECKSUM_MISSING',
  'CHECKSUM_MISMATCH',
  'CHECKSUM_PENDING',
  'MODE_TOO_OPEN',
  'MODE_NOT_TRACKED',
  'LEFTOVER_TEMP',
  'LOCK_STALE',
  'JOURNAL_PENDING',
  'BACKUP_UNHEALTHY',
  'BOM_FOUND',
  'SECRET_FOUND',
]);

/** Version, target and pending steps of every file; of what is wrong with a file only that which keeps its version from being read. */
export async function* status(options: Selection, context: RunContext): Run {
  for await (const judged of check(
    { ...options, schema: undefined, refs: [], against: undefined, secrets: false },
    context,
  )) {
    const { report } = judged;
    yield { ...judged, report: { ...report, findings: told(report.findings), remaining: told(report.remaining) } };
  }
}

function told(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  return findings.filter(({ code }) => !BESIDE_THE_POINT.has(code));
}
