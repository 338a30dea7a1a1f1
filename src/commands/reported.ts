import { sentenceOf } from '../checks/sentences.ts';
import type { StatefixError } from '../model/errors.ts';
import type { DiagnosedFinding } from '../model/finding.ts';
import type { ErrorReport } from '../model/plan.ts';
import type { ReportedFinding } from '../model/report.ts';

/** A finding as reports hold it. `path` is the file as users know it, `options` what commands about it must repeat. */
export function reportedFinding(finding: DiagnosedFinding, path: string, options: readonly string[]): ReportedFinding {
  const { code, severity, pointer, document, range, args } = finding;
  return {
    code,
    severity,
    pointer,
    ...(document === undefined ? {} : { document }),
    ...(range === undefined ? {} : { range }),
    args: { ...args },
    ...sentenceOf(finding, path, options),
  };
}

/** An error as reports hold it. */
export function reportedError(error: StatefixError): ErrorReport {
  const { code, message, hint, step, errno, pointer, problems } = error;
  return {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(step === undefined ? {} : { step }),
    ...(errno === undefined ? {} : { errno }),
    ...(pointer === undefined ? {} : { pointer }),
    ...(problems === undefined ? {} : { problems }),
  };
}
