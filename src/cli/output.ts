import { StatefixError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import { type Invocation, isGiven, textsOf } from './invocation.ts';

/** Every format of a report. */
export const FORMAT_NAMES = ['text', 'json', 'jsonl', 'github', 'sarif', 'junit', 'markdown'] as const;

export type ReportFormat = (typeof FORMAT_NAMES)[number];

/** A report asked for: its format, and the file it goes to, `undefined` for the stream of the result. */
export interface Target {
  readonly format: ReportFormat;
  readonly file: string | undefined;
}

/** What the options say about output and exit code. */
export interface OutputOptions {
  readonly targets: readonly Target[];
  readonly volume: 'quiet' | 'normal' | 'verbose';
  readonly isColourless: boolean;
  readonly isStrict: boolean;
  /** `--check`: pending changes count as findings. */
  readonly isCheck: boolean;
  readonly isPlanned: boolean;
  readonly isNonZeroOnChange: boolean;
}

/** Throws `USAGE` for formats that do not exist, or that cannot share one stream. */
export function outputOptionsOf(invocation: Invocation): OutputOptions {
  const isQuiet = isGiven(invocation, 'quiet');
  const isVerbose = isGiven(invocation, 'verbose');
  if (isQuiet && isVerbose) {
    throw new StatefixError('USAGE', '--quiet and --verbose exclude each other', { hint: 'Leave one of the two out.' });
  }
  return {
    targets: targetsOf(textsOf(invocation, 'format')),
    volume: isQuiet ? 'quiet' : isVerbose ? 'verbose' : 'normal',
    isColourless: isGiven(invocation, 'no-color'),
    isStrict: isGiven(invocation, 'strict'),
    isCheck: isGiven(invocation, 'check'),
    isPlanned: isGiven(invocation, 'dry-run') || isGiven(invocation, 'check'),
    isNonZeroOnChange: isGiven(invocation, 'exit-non-zero-on-change'),
  };
}

function targetsOf(texts: readonly string[]): readonly Target[] {
  const targets = texts.map(targetOf);
  const streamed = targets.filter(({ file }) => file === undefined);
  if (streamed.length > 1) {
    throw new StatefixError('USAGE', 'Only one format can go to standard output', {
      hint: `Write the others to files: --format ${streamed[0]?.format} --format ${streamed[1]?.format}=FILE`,
    });
  }
  const files = targets.flatMap(({ file }) => (file === undefined ? [] : [file]));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) {
    throw new StatefixError('USAGE', `Two formats cannot go to one file: ${twice}`, {
      hint: 'Give each a file of its own.',
    });
  }
  // Files come besides; whoever reads the stream still gets the text.
  return streamed.length === 0 ? [{ format: 'text', file: undefined }, ...targets] : targets;
}

function targetOf(text: string): Target {
  const equals = text.indexOf('=');
  const name = equals === -1 ? text : text.slice(0, equals);
  const file = equals === -1 ? undefined : text.slice(equals + 1);
  const format = FORMAT_NAMES.find((known) => known === name);
  if (format === undefined) {
    const suggestion = nearest(name, FORMAT_NAMES);
    const start = suggestion === undefined ? '' : `Did you mean ${suggestion}? `;
    throw new StatefixError('USAGE', `Unknown format ${JSON.stringify(name)}`, {
      hint: `${start}The formats: ${FORMAT_NAMES.join(', ')}.`,
    });
  }
  if (file === '')
    throw new StatefixError('USAGE', `--format ${text} names no file`, { hint: `Write --format ${name}=FILE` });
  return { format, file };
}
