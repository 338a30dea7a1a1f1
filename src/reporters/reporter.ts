import type { ErrorReport } from '../model/plan.ts';
import type { CommandName, FileReport, Summary } from '../model/report.ts';

/** What ends a report. */
export interface Closing {
  readonly summary: Summary;
  /** The error that stopped the whole run. */
  readonly error: ErrorReport | undefined;
  /** What the run will exit with, as far as it is known before its reports are written. */
  readonly exitCode?: number;
}

/**
 * Makes text of one run, file by file, so that nobody holds all files: what the three functions return, joined in order, is the report. One
 * instance serves one run. Pure but for what it has to remember between files.
 */
export interface Reporter {
  begin(): string;
  /** `text` is the file as found, for code frames, where there is one. */
  file(report: FileReport, text: string | undefined): string;
  end(closing: Closing): string;
}

/** How a report for people looks. */
export interface Look {
  readonly command: CommandName;
  readonly colour: boolean;
  /** `quiet`: errors alone. `verbose`: healthy files and findings that were resolved, too. */
  readonly volume: 'quiet' | 'normal' | 'verbose';
  /** True where the run only planned (`--dry-run`, `--check`). */
  readonly isPlanned: boolean;
}
