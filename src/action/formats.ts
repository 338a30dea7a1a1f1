import type { CommandName } from '../model/report.ts';
import { jsonReporter } from '../reporters/json.ts';
import { jsonlReporter } from '../reporters/jsonl.ts';
import { junitReporter } from '../reporters/junit.ts';
import { markdownReporter } from '../reporters/markdown.ts';
import type { Look, Reporter } from '../reporters/reporter.ts';
import { sarifReporter } from '../reporters/sarif.ts';
import { statusTable } from '../reporters/status-table.ts';
import { textReporter } from '../reporters/text.ts';
import { findingPage } from '../store/finding-page.ts';
import { nodeFs } from '../store/fs-ops.ts';

/** The formats of reports; annotations are made in every run. */
export const FORMATS = ['text', 'json', 'jsonl', 'sarif', 'junit', 'markdown'] as const;

type ReportFormat = (typeof FORMATS)[number];

/** A report asked for: its format, and the file it goes to, `undefined` for the log. */
export interface ReportTarget {
  readonly format: ReportFormat;
  readonly file: string | undefined;
}

/** What reports say besides the run. */
export interface ReportSurroundings {
  readonly look: Look & { readonly command: CommandName };
  /** The working directory as seen from the root of the checkout, `''` for the root itself. */
  readonly folder: string;
  readonly builtinRoot: string;
}

/** The reporter of a format; one serves one run. */
export function reporterOf(format: ReportFormat, { look, folder, builtinRoot }: ReportSurroundings): Reporter {
  switch (format) {
    case 'text':
      return look.command === 'status' ? statusTable(look) : textReporter(look);
    case 'json':
      return jsonReporter(look.command);
    case 'jsonl':
      return jsonlReporter(look.command);
    case 'junit':
      return junitReporter(look);
    case 'markdown':
      return markdownReporter(look);
    case 'sarif':
      return sarifReporter(look.command, { folder, pageOf: (code) => findingPage(nodeFs, builtinRoot, code) });
  }
}
