import { AGAINST_BASE } from '../checks/against/index.ts';
import { diagnose } from '../checks/diagnose.ts';
import { secrets } from '../checks/secrets.ts';
import type { Format } from '../formats/format.ts';
import type { FileReport, ReportedFinding } from '../model/report.ts';
import type { StateFile } from '../model/state-file.ts';
import { type FoundSecret, findSecrets } from '../secrets/find-secrets.ts';
import { textLeavesOf } from '../secrets/leaves.ts';
import { createMask, stars } from '../secrets/mask.ts';
import type { Scanner } from '../secrets/match.ts';
import { loadScanner } from '../secrets/scanner.ts';
import type { Judgement } from './judgement.ts';
import { fileReport } from './report-file.ts';
import type { JudgedFile } from './run.ts';
import type { Workbench } from './workbench.ts';

/**
 * What is told of a judged file by a run that looks for secrets in it. Neither the report nor the text for code frames holds a secret that was found, so
 * whoever prints them cannot print it. Held against a base, only those are told that the base's file did not have; the others are hidden all the same.
 */
export async function toldWithSecrets(judgement: Judgement, bench: Workbench): Promise<JudgedFile> {
  const { facts, format, kind } = judgement;
  const text = facts.file.kind === 'unread' ? undefined : facts.file.raw.text;
  if (text === undefined) return { report: fileReport(judgement), text, output: undefined };
  const scan = await loadScanner();
  const found = await secretsIn(facts.file, format, scan, kind.allowSecrets);
  if (found.length === 0) return { report: fileReport(judgement), text, output: undefined };
  const told = await unknownTo(facts.base?.file, found, format, scan);
  const withSecrets = { ...facts, secrets: told };
  const more = facts.base === undefined ? [secrets] : [...AGAINST_BASE, secrets];
  const diagnosis = diagnose(withSecrets, bench.severities, format, more);
  const mask = createMask(found.flatMap(({ values, holder }) => [...values, holder]));
  const report = fileReport({ ...judgement, facts: withSecrets, diagnosis });
  return { report: maskedReport(report, mask), text: mask(covered(text, found)), output: undefined };
}

async function secretsIn(
  file: StateFile,
  format: Format,
  scan: Scanner,
  allowed: readonly string[],
): Promise<readonly FoundSecret[]> {
  if (file.kind === 'unread' || file.raw.text === undefined) return [];
  const { text } = file.raw;
  const documents = file.kind === 'parsed' ? file.documents : [];
  const locate = (document: number, pointers: ReadonlySet<string>) => format.locate(text, document, pointers);
  return await findSecrets({ text, documents, extension: `.${format.name}`, locate }, allowed, scan);
}

/** Those of which the base's file has not all, wherever in it they stand. */
async function unknownTo(
  base: StateFile | undefined,
  found: readonly FoundSecret[],
  format: Format,
  scan: Scanner,
): Promise<readonly FoundSecret[]> {
  if (base === undefined || base.kind === 'unread') return found;
  const documents = base.kind === 'parsed' ? base.documents : [];
  const known = new Set(textLeavesOf(documents).map(({ value }) => value));
  for (const { values } of await secretsIn(base, format, scan, [])) for (const value of values) known.add(value);
  return found.filter(({ values }) => !values.every((value) => known.has(value)));
}

/** The text with stars over each place of a secret, whatever it is escaped or folded like there. */
function covered(text: string, found: readonly FoundSecret[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { span } of found) {
    if (span === undefined || span.end <= done) continue;
    const start = Math.max(span.start, done);
    parts.push(text.slice(done, start), stars(text.slice(start, span.end)));
    done = span.end;
  }
  return parts.join('') + text.slice(done);
}

/** The same report with every text masked that may come from the file. Codes and the path stay what they are, whatever a secret may spell. */
function maskedReport(report: FileReport, mask: (text: string) => string): FileReport {
  const maskedFinding = (finding: ReportedFinding): ReportedFinding => {
    const { pointer, args, message, hint } = finding;
    return { ...finding, ...masked({ pointer, args, message, hint }, mask) };
  };
  return {
    ...report,
    stateVersion: masked(report.stateVersion, mask),
    findings: report.findings.map(maskedFinding),
    remaining: report.remaining.map(maskedFinding),
  };
}

function masked<Data>(data: Data, mask: (text: string) => string): Data {
  if (typeof data === 'string') return mask(data) as Data;
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return data.map((item) => masked(item, mask)) as Data;
  return Object.fromEntries(Object.entries(data).map(([key, member]) => [key, masked(member, mask)])) as Data;
}
