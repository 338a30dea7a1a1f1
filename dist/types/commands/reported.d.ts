import type { StatefixError } from '../model/errors.js';
import type { DiagnosedFinding } from '../model/finding.js';
import type { ErrorReport } from '../model/plan.js';
import type { ReportedFinding } from '../model/report.js';
/** A finding as reports hold it. `path` is the file as users know it, `options` what commands about it must repeat. */
export declare function reportedFinding(finding: DiagnosedFinding, path: string, options: readonly string[]): ReportedFinding;
/** An error as reports hold it. */
export declare function reportedError(error: StatefixError): ErrorReport;
