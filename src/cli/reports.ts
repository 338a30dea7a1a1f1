import type { JudgedFile } from '../commands/run.ts';
import { jsonReporter } from '../reporters/json.ts';
import type { Closing, Look, Reporter } from '../reporters/reporter.ts';
import { statusTable } from '../reporters/status-table.ts';
import { textReporter } from '../reporters/text.ts';
import type { Target } from './output.ts';
import type { World } from './world.ts';

/** All reports of one run: those that stream, and those that are written to files at the end. */
export interface Reports {
  begin(): void;
  file(judged: Pick<JudgedFile, 'report' | 'text'>): void;
  end(closing: Closing): void;
  /** What is to be written to files, after `end`. */
  files(): readonly { readonly file: string; readonly text: string }[];
}

/** `print` takes what goes to the stream. Texts for files are never coloured. */
export async function openReports(
  targets: readonly Target[],
  look: Look,
  world: World,
  print: (text: string) => void,
): Promise<Reports> {
  const outlets: Outlet[] = [];
  for (const target of targets) {
    const texts: string[] = [];
    const { file } = target;
    const reporter = await reporterFor(target, file === undefined ? look : { ...look, colour: false }, world);
    outlets.push({ reporter, file, texts, put: file === undefined ? print : (text) => void texts.push(text) });
  }
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

interface Outlet {
  readonly reporter: Reporter;
  readonly file: string | undefined;
  readonly texts: readonly string[];
  readonly put: (text: string) => void;
}

/** Most runs need no format but the first two: the others are loaded when they are asked for. */
async function reporterFor({ format }: Target, look: Look, world: World): Promise<Reporter> {
  switch (format) {
    case 'text':
      return look.command === 'status' ? statusTable(look) : textReporter(look);
    case 'json':
      return jsonReporter(look.command);
    default:
      return (await import('./more-reports.ts')).anotherReporter(format, look, world);
  }
}
