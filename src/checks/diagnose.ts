import type { Format } from '../formats/format.ts';
import { createLineMap } from '../formats/line-map.ts';
import {
  DEFAULT_SEVERITIES,
  type DiagnosedFinding,
  type Diagnosis,
  type Finding,
  type FindingCode,
  type Range,
  type Severity,
  type Span,
} from '../model/finding.ts';
import type { Pointer } from '../model/pointer.ts';
import type { StateFile } from '../model/state-file.ts';
import { backups } from './backups.ts';
import type { Check } from './check.ts';
import { checksum } from './checksum.ts';
import type { Facts } from './facts.ts';
import { permissions } from './permissions.ts';
import { schema } from './schema.ts';
import { syntax } from './syntax.ts';
import { traces } from './traces.ts';
import { version } from './version.ts';

/** All checks, in the order in which their findings are told. */
const CHECKS: readonly Check[] = [syntax, version, schema, checksum, permissions, traces, backups];

/** Severities by code, where the config says other than the defaults; `off` silences a code. */
export type SeverityOverrides = ReadonlyMap<FindingCode, Severity | 'off'>;

/**
 * Runs every check on one file and adds to each finding its severity and, where the file has a text, its range. A healthy file costs no
 * second look at its text. `format` must be that of the file; without one no range is located from a pointer. `more` are checks that this run asks for
 * besides.
 */
export function diagnose(
  facts: Facts,
  severities: SeverityOverrides,
  format: Format | undefined,
  more: readonly Check[] = [],
): Diagnosis {
  const judged: (Finding & { readonly severity: Severity })[] = [];
  for (const check of [...CHECKS, ...more]) {
    for (const finding of check(facts)) {
      const severity = severities.get(finding.code) ?? DEFAULT_SEVERITIES[finding.code];
      if (severity !== 'off') judged.push({ ...finding, severity });
    }
  }
  const findings = place(judged, facts.file, format);
  return { kind: 'diagnosis', findings, isHealthy: findings.every(({ severity }) => severity !== 'error') };
}

/** The findings with their ranges in the text of that file, those with one first and in its order; without a text as they are. */
export function place(
  findings: readonly (Finding & { readonly severity: Severity })[],
  file: StateFile,
  format: Format | undefined,
): readonly DiagnosedFinding[] {
  if (findings.length === 0) return findings;
  const text = file.kind === 'unread' ? undefined : file.raw.text;
  if (text === undefined) return findings;
  const lines = createLineMap(text);
  const spans = file.kind === 'parsed' && format !== undefined ? locateAll(findings, text, format) : new Map();
  const placed = findings.map((finding): DiagnosedFinding => {
    const span: Span | undefined = finding.span ?? spans.get(finding);
    if (span === undefined) return finding;
    const range: Range = { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
    return { ...finding, range };
  });
  return placed.sort(byPlace);
}

function byPlace(left: DiagnosedFinding, right: DiagnosedFinding): number {
  if (left.range === undefined || right.range === undefined) {
    return Number(left.range === undefined) - Number(right.range === undefined);
  }
  const [{ start: a }, { start: b }] = [left.range, right.range];
  return a.line - b.line || a.column - b.column;
}

/** Codes about what stands around the text: they have no place in it. */
const PLACELESS: ReadonlySet<FindingCode> = new Set([
  'MODE_TOO_OPEN',
  'MODE_NOT_TRACKED',
  'LEFTOVER_TEMP',
  'LOCK_STALE',
  'JOURNAL_PENDING',
  'BACKUP_UNHEALTHY',
  'CHECKSUM_PENDING',
  'CHECKSUM_MISSING',
  'OUTSIDE_ROOT',
  'MODE_CHANGED',
  'STATE_DELETED',
]);

function locateAll(findings: readonly Finding[], text: string, format: Format): ReadonlyMap<Finding, Span> {
  const wanted = new Map<number, Finding[]>();
  for (const finding of findings) {
    if (finding.span !== undefined || PLACELESS.has(finding.code)) continue;
    const document = finding.document ?? 0;
    const group = wanted.get(document);
    if (group === undefined) wanted.set(document, [finding]);
    else group.push(finding);
  }
  const spans = new Map<Finding, Span>();
  for (const [document, group] of wanted) {
    const pointers: ReadonlySet<Pointer> = new Set(group.map(({ pointer }) => pointer));
    const places = format.locate(text, document, pointers);
    for (const finding of group) {
      const place = places.get(finding.pointer);
      if (place === undefined) continue;
      const span = finding.atKey ? (place.key ?? place.value) : place.value;
      // The document as a whole is pointed at by its start: a range over every line would show nothing.
      spans.set(finding, finding.pointer === '' ? { start: span.start, end: span.start } : span);
    }
  }
  return spans;
}
