import type { Severity } from '../model/finding.ts';
import { type Annotation, createAnnotator } from './annotations.ts';
import { checkoutPath } from './checkout-path.ts';
import type { Reporter } from './reporter.ts';
import { shownPath, shownSentence } from './shown.ts';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const satisfies Record<Severity, string>;

/**
 * Workflow commands, which a GitHub runner shows as annotations: at most nine a level and one that counts the rest. All come at the end, because the
 * worst come first. `folder` is the working directory as seen from the root of the checkout.
 */
export function githubReporter(folder: string): Reporter {
  const annotator = createAnnotator();
  return {
    begin: () => '',
    file(report) {
      annotator.add(report);
      return '';
    },
    end({ error }) {
      const lines = annotator.told().map((annotation) => commandOf(annotation, folder));
      if (error === undefined) return lines.join('');
      const message = shownSentence(error.hint ? `${error.message}. ${error.hint}` : error.message, {});
      const problems = (error.problems ?? []).map((problem) => `\n${shownSentence(problem.message, {})}`).join('');
      return commandLine('error', { title: error.code }, message + problems) + lines.join('');
    },
  };
}

function commandOf({ level, title, message, path, range }: Annotation, folder: string): string {
  const place =
    range === undefined
      ? {}
      : {
          line: range.start.line,
          endLine: range.end.line,
          // Columns are taken only where an annotation stays on one line.
          ...(range.start.line === range.end.line ? { col: range.start.column, endColumn: range.end.column } : {}),
        };
  const file = path === undefined ? {} : { file: shownPath(checkoutPath(folder, path)) };
  return commandLine(COMMANDS[level], { title, ...file, ...place }, message);
}

function commandLine(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const pairs = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(String(value))}`);
  return `::${name} ${pairs.join(',')}::${escapedData(message)}\n`;
}

/** As a runner reads it back. */
function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
