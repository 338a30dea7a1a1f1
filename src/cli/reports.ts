import type { JudgedFile } from '../commands/run.ts';
import { jsonReporter } from '../reporters/json.ts';
import type { Closing, Look, Reporter } from '../reporters/reporter.ts';
import { statusTable } from '../reporters/status-table.ts';
import { textReporter } from '../reporters/text.ts';
import type { Target } from './output.ts';

/** All reports of one run: those that stream, and those that are written to files at the end. */
export interface Reports {
  begin(): void;
  file(judged: JudgedFile): void;
  end(closing: Closing): void;
  /** What is to be written to files, after `end`. */
  files(): readonly { readonly file: string; readonly text: string }[];
}

/** `print` takes what goes to the stream. Texts for files are never coloured. */
export function openReports(targets: readonly Target[], look: Look, print: (text: string) => void): Reports {
  const outlets = targets.map((target) => {
    const texts: string[] = [];
    const { file } = target;
    const reporter = reporterFor(target, file === undefined ? look : { ...look, colour: false });
    return { reporter, file, texts, put: file === undefined ? print : (text: string) => void texts.push(text) };
  });
  const each = (say: (reporter: Reporter) => string) => {
    for (const { reporter, put } of outlets) {
      const text = say(reporter);
      if (text !== '') put(text);
    }
  };
  return {
    begin: () => each((reporter) => reporter.begin()),
    file: ({ report, text }) => each((reporter) => reporter.file(report, text)),
    end: (closing) => each((reporter) => reporter.end(closing)),
    files: () => outlets.flatMap(({ file, texts }) => (file === undefined ? [] : [{ file, text: texts.join('') }])),
  };
}

function reporterFor({ format }: Target, look: Look): Reporter {
  switch (format) {
    case 'json':
      return jsonReporter(look.command);
    case 'text':
      return look.command === 'status' ? statusTable(look) : textReporter(look);
  }
}
