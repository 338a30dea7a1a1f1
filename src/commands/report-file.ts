import { place } from '../checks/diagnose.ts';
import { DEFAULT_SEVERITIES, type Diagnosis, type Finding } from '../model/finding.ts';
import type { Outcome, Plan } from '../model/plan.ts';
import type { FileReport } from '../model/report.ts';
import type { StateFile } from '../model/state-file.ts';
import { currentVersion } from '../registry/document-version.ts';
import type { Judgement } from './judgement.ts';
import { reportedFinding } from './reported.ts';
import { stateVersionOf } from './state-version.ts';

/** What became of a file: the outcome, and the file and verdict after it where it changed or would. */
export interface Aftermath {
  readonly outcome: Outcome;
  /** What the change could not keep as it was spelled: told with what was found. */
  readonly notes?: readonly Finding[];
  readonly file?: StateFile;
  readonly diagnosis?: Diagnosis;
  /** Planned, and not made. */
  readonly plan?: Plan;
}

/** The report of one judged file. Without an aftermath nothing was to be done: what was found remains. */
export function fileReport(
  { target, format, facts, kind, diagnosis, repeated }: Judgement,
  after?: Aftermath,
): FileReport {
  const notes = (after?.notes ?? []).map((note) => ({ ...note, severity: DEFAULT_SEVERITIES[note.code] }));
  const findings = [...diagnosis.findings, ...place(notes, facts.file, format)].map((finding) =>
    reportedFinding(finding, target.display, repeated),
  );
  const found = stateVersionOf(facts.file, kind);
  return {
    path: target.display,
    kind: kind.name,
    format: format.name,
    stateVersion: {
      found,
      current: kind.version === false ? null : currentVersion(kind),
      after: after?.file === undefined ? found : stateVersionOf(after.file, kind),
    },
    findings,
    outcome: after?.outcome ?? { kind: 'unchanged' },
    remaining:
      after?.diagnosis?.findings.map((finding) => reportedFinding(finding, target.display, repeated)) ??
      diagnosis.findings.map((finding) => reportedFinding(finding, target.display, repeated)),
  };
}
