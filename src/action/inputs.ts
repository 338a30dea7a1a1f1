import type { Selection } from '../commands/run.ts';
import { StatefixError } from '../model/errors.ts';
import { FORMATS, type ReportTarget } from './formats.ts';
import { choiceOf, countOf, flagOf, type InputOf, linesOf, textOf } from './input-values.ts';

const COMMANDS = ['check', 'migrate', 'repair', 'seal', 'status'] as const;
const CHANGES = ['report', 'patch', 'write'] as const;

/** GitHub shows ten of a level a step; the tenth counts the rest. */
const MOST_ANNOTATIONS = 9;

export type ActionCommand = (typeof COMMANDS)[number];

/** What becomes of changes: they are told, written to a patch, or made in the checkout. */
type Changes = (typeof CHANGES)[number];

/** What a check holds the files against: a revision of git, what the event says, or nothing. */
export type Against = { readonly kind: 'revision'; readonly ref: string } | { readonly kind: 'event' | 'nothing' };

/** The inputs of the Action, read. */
export interface Inputs {
  readonly command: ActionCommand;
  readonly changes: Changes;
  readonly against: Against;
  readonly isStrict: boolean;
  readonly hasSummary: boolean;
  /** So many annotations of one level, before one that counts the rest. */
  readonly annotations: number;
  /** What the log shows, and the files that are written besides. */
  readonly reports: readonly ReportTarget[];
  readonly workingDirectory: string | undefined;
  readonly reportPath: string | undefined;
  readonly sarifPath: string | undefined;
  readonly patchPath: string | undefined;
  readonly selection: Selection;
}

/** Reads all inputs. Throws `StatefixError` `USAGE` for a value that cannot be taken, and for inputs that have no meaning beside each other. */
export function readInputs(inputOf: InputOf): Inputs {
  const inputs: Inputs = {
    command: choiceOf('command', inputOf, COMMANDS),
    changes: choiceOf('changes', inputOf, CHANGES),
    against: againstOf(inputOf),
    isStrict: flagOf('strict', inputOf, false),
    hasSummary: flagOf('summary', inputOf, true),
    annotations: countOf('max-annotations', inputOf, MOST_ANNOTATIONS),
    reports: reportsOf(inputOf),
    workingDirectory: textOf('working-directory', inputOf),
    reportPath: textOf('report-path', inputOf),
    sarifPath: textOf('sarif-path', inputOf),
    patchPath: textOf('patch-path', inputOf),
    selection: {
      paths: linesOf('paths', inputOf),
      config: textOf('config', inputOf),
      kind: textOf('kind', inputOf),
      schemas: undefined,
      migrations: undefined,
      errorOnUnmatched: true,
      lockTimeout: undefined,
      maxSize: undefined,
      stdinFilename: undefined,
      only: undefined,
      shard: undefined,
    },
  };
  ensureMeaning(inputs);
  return inputs;
}

/** True for the commands that only look. */
export function isLook(command: ActionCommand): command is 'check' | 'status' {
  return command === 'check' || command === 'status';
}

function ensureMeaning({ command, changes, against, patchPath }: Inputs): void {
  if (isLook(command) && changes !== 'report') {
    throw new StatefixError(
      'USAGE',
      `changes: ${changes} has no meaning beside command: ${command}, which changes nothing`,
      {
        hint: 'Leave changes out, or write command: migrate or command: repair.',
      },
    );
  }
  if (command !== 'check' && against.kind === 'revision') {
    throw new StatefixError('USAGE', `against has no meaning beside command: ${command}`, {
      hint: 'Leave it out, or write command: check.',
    });
  }
  if (changes !== 'patch' && patchPath !== undefined) {
    throw new StatefixError('USAGE', `patch-path has no meaning beside changes: ${changes}`, {
      hint: 'Leave it out, or write changes: patch.',
    });
  }
}

function againstOf(inputOf: InputOf): Against {
  const ref = textOf('against', inputOf);
  if (ref === undefined) return { kind: 'event' };
  return ref === 'none' ? { kind: 'nothing' } : { kind: 'revision', ref };
}

/** One a line, as `--format` has them: `NAME` for the log, `NAME=FILE` besides. */
function reportsOf(inputOf: InputOf): readonly ReportTarget[] {
  const targets = linesOf('format', inputOf).map((line): ReportTarget => {
    const [name = '', ...rest] = line.split('=');
    const format = choiceOf('format', () => name, FORMATS);
    const file = rest.length === 0 ? undefined : rest.join('=');
    if (file !== '') return { format, file };
    throw new StatefixError('USAGE', `The input format names no file: ${JSON.stringify(line)}`, {
      hint: `Write ${format}=FILE`,
    });
  });
  const logged = targets.filter(({ file }) => file === undefined);
  if (logged.length > 1) {
    throw new StatefixError('USAGE', 'The input format names several formats for the log', {
      hint: `Write the others to files: ${logged[1]?.format}=FILE`,
    });
  }
  return logged.length === 0 ? [{ format: 'text', file: undefined }, ...targets] : targets;
}
