import type { SeverityOverrides } from '../../checks/diagnose.ts';
import { place } from '../../checks/diagnose.ts';
import { formatNameFor, loadFormat } from '../../formats/index.ts';
import { createLineMap } from '../../formats/line-map.ts';
import { DEFAULT_SEVERITIES, type DiagnosedFinding, type Finding } from '../../model/finding.ts';
import type { StateFile } from '../../model/state-file.ts';
import { reportedFinding } from '../reported.ts';
import type { JudgedFile } from '../run.ts';

/** What is to be said of a path that is no state file at hand: one of the registry, or one that is gone. */
export interface Remark {
  /** As reports show it. */
  readonly path: string;
  readonly kindName: string;
  /** The newest version of the kind; `null` where the kind cannot be used. */
  readonly current: string | null;
  readonly findings: readonly Finding[];
  /** The file as it stands, where it is a document. */
  readonly file?: StateFile;
  /** The text of a migration. */
  readonly text?: string;
}

/** The report of such a path; `undefined` where the config silences all that is to be said. */
export async function remarkReport(remark: Remark, severities: SeverityOverrides): Promise<JudgedFile | undefined> {
  const { path, kindName, current } = remark;
  const findings = (await placed(remark, severities)).map((finding) => reportedFinding(finding, path, []));
  if (findings.length === 0) return undefined;
  const { file } = remark;
  const report = {
    path,
    kind: kindName,
    format: isModule(path) ? ('module' as const) : formatNameFor(path),
    stateVersion: { found: null, current, after: null },
    findings,
    outcome: { kind: 'unchanged' as const },
    remaining: findings,
  };
  const text = remark.text ?? (file === undefined || file.kind === 'unread' ? undefined : file.raw.text);
  return { report, text, output: undefined };
}

async function placed(
  { path, findings, file, text }: Remark,
  severities: SeverityOverrides,
): Promise<readonly DiagnosedFinding[]> {
  const judged = findings.flatMap((finding) => {
    const severity = severities.get(finding.code) ?? DEFAULT_SEVERITIES[finding.code];
    return severity === 'off' ? [] : [{ ...finding, severity }];
  });
  if (file !== undefined) return place(judged, file, await loadFormat(formatNameFor(path)));
  if (text === undefined) return judged;
  const lines = createLineMap(text);
  return judged.map((finding) => {
    const { span } = finding;
    if (span === undefined) return finding;
    return { ...finding, range: { start: lines.positionAt(span.start), end: lines.positionAt(span.end) } };
  });
}

function isModule(path: string): boolean {
  return /\.(?:ts|mts|js|mjs)$/.test(path);
}
