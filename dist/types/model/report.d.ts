import type { FindingCode, Range, Severity } from './finding.js';
import type { ErrorReport, Outcome } from './plan.js';
import type { FormatName } from './state-file.js';
export type CommandName = 'check' | 'migrate' | 'repair' | 'seal' | 'status' | 'init' | 'log' | 'backup' | 'unlock' | 'undo' | 'merge' | 'merge-reports' | 'explain' | 'completion';
/** A finding as users and programs read it: the JSON report holds just this. */
export interface ReportedFinding {
    readonly code: FindingCode;
    readonly severity: Severity;
    readonly pointer: string;
    readonly document?: number;
    readonly range?: Range;
    /** Plain JSON: integers beyond 2^53 as strings of digits. */
    readonly args: Readonly<Record<string, unknown>>;
    readonly message: string;
    readonly hint: string;
}
/** One file, from what was found to what remains. */
export interface FileReport {
    /** Relative to the working directory, with `/`. */
    readonly path: string;
    readonly kind: string;
    /** `module` for a migration: a run that compares with an earlier revision reports on files of the registry, too. */
    readonly format: FormatName | 'module';
    /** `null` where there is none, or none can be read; `after` where nothing changed is `found`. */
    readonly stateVersion: {
        readonly found: string | null;
        readonly current: string | null;
        readonly after: string | null;
    };
    readonly findings: readonly ReportedFinding[];
    readonly outcome: Outcome;
    /** The findings that stand after the outcome. */
    readonly remaining: readonly ReportedFinding[];
}
export interface Summary {
    readonly files: number;
    readonly errors: number;
    readonly warnings: number;
    readonly notes: number;
    /** Files changed; under `--dry-run` and `--check` those that would change. */
    readonly changed: number;
    readonly failed: number;
}
/** The JSON output of every command, and all that reporters read. */
export interface Report {
    readonly version: 1;
    readonly command: CommandName;
    readonly summary: Summary;
    readonly files: readonly FileReport[];
    /** The error that stopped the whole run; the files done so far are in `files`. */
    readonly error?: ErrorReport;
}
