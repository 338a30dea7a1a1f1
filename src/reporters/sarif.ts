import type { ErrorReport } from '../model/plan.ts';
import type { CommandName } from '../model/report.ts';
import { TOOL_VERSION } from '../model/tool.ts';
import { jsonText } from './json-text.ts';
import type { Reporter } from './reporter.ts';
import { artifactLocationOf, plain, resultsOf } from './sarif/result.ts';
import { createRules, type PageOf } from './sarif/rules.ts';
import { shownSentence } from './shown.ts';

/** What a SARIF report needs besides the run. */
export interface SarifSurroundings {
  /** The working directory as seen from the root of the checkout, `''` for the root itself. */
  readonly folder: string;
  readonly pageOf: PageOf;
}

/**
 * SARIF 2.1.0, for pages of code scanning: a result for each finding that stands, the rules that were met with their pages, and what could not be
 * acted on as notifications. Results come as they are found; the rest is known last, and the order of members has no meaning.
 */
export function sarifReporter(command: CommandName, { folder, pageOf }: SarifSurroundings): Reporter {
  const rules = createRules(pageOf);
  const notifications: object[] = [];
  let count = 0;
  return {
    begin: () =>
      '{\n  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n  "version": "2.1.0",\n  "runs": [\n    {\n      "results": [',
    file(report) {
      const { path, outcome } = report;
      if (outcome.kind === 'failed') {
        const locations = [{ physicalLocation: { artifactLocation: artifactLocationOf(path, folder) } }];
        notifications.push({ ...notificationOf(outcome.error), locations });
      }
      return resultsOf(report, rules, folder)
        .map((result) => {
          count += 1;
          return `${count === 1 ? '' : ','}\n        ${jsonText(result)}`;
        })
        .join('');
    },
    end({ error, exitCode }) {
      const all = error === undefined ? notifications : [...notifications, notificationOf(error)];
      const rest = {
        columnKind: 'utf16CodeUnits',
        newlineSequences: ['\r\n', '\n', '\r'],
        automationDetails: { id: `statefix/${command}/` },
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the checkout.' } } },
        invocations: [
          {
            executionSuccessful: all.length === 0,
            ...(exitCode === undefined ? {} : { exitCode }),
            ...(all.length === 0 ? {} : { toolExecutionNotifications: all }),
          },
        ],
        tool: {
          driver: {
            name: 'statefix',
            version: TOOL_VERSION,
            semanticVersion: TOOL_VERSION,
            informationUri: 'https://github.com/OWNER/statefix',
            rules: rules.all(),
          },
        },
      };
      const members = Object.entries(rest).map(([name, value]) => `,\n      ${jsonText(name)}: ${jsonText(value)}`);
      return `${count === 0 ? '' : '\n      '}]${members.join('')}\n    }\n  ]\n}\n`;
    },
  };
}

function notificationOf({ code, message, hint, problems = [] }: ErrorReport): object {
  const sentences = [message, ...problems.map((problem) => problem.message), ...(hint === undefined ? [] : [hint])];
  const text = sentences.map((sentence) => plain(shownSentence(sentence, {}))).join('\n');
  return { descriptor: { id: code }, level: 'error', message: { text } };
}
