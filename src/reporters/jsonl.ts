import type { CommandName } from '../model/report.ts';
import { jsonText } from './json-text.ts';
import type { Reporter } from './reporter.ts';

/**
 * The report for programs that read while it is written: one line a file, each a `FileReport`, then one line with `version`, `command`, `summary`, and
 * `error` where one stopped the run.
 */
export function jsonlReporter(command: CommandName): Reporter {
  return {
    begin: () => '',
    file: (report) => `${jsonText(report)}\n`,
    end({ summary, error }) {
      return `${jsonText({ version: 1, command, summary, ...(error === undefined ? {} : { error }) })}\n`;
    },
  };
}
