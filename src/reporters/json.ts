import type { CommandName } from '../model/report.ts';
import { jsonText } from './json-text.ts';
import type { Reporter } from './reporter.ts';

/**
 * The report for programs: exactly one `Report`, indented by two. The summary follows the files, because it is known last; the order of members has
 * no meaning. Integers beyond 2^53 are strings of digits.
 */
export function jsonReporter(command: CommandName): Reporter {
  let files = 0;
  return {
    begin: () => `{\n  "version": 1,\n  "command": ${JSON.stringify(command)},\n  "files": [`,
    file(report) {
      files += 1;
      return `${files === 1 ? '' : ','}\n    ${indented(report, '    ')}`;
    },
    end({ summary, error }) {
      const close = files === 0 ? ']' : '\n  ]';
      const tail = error === undefined ? '' : `,\n  "error": ${indented(error, '  ')}`;
      return `${close},\n  "summary": ${indented(summary, '  ')}${tail}\n}\n`;
    },
  };
}

function indented(data: object, indent: string): string {
  // A line break inside a string is escaped, so every one in the text is the indentation's.
  return jsonText(data, 2).replaceAll('\n', `\n${indent}`);
}
