import type { Run, RunContext } from '../commands/run.ts';
import type { CommandName } from '../model/report.ts';
import type { Look } from '../reporters/reporter.ts';
import type { Invocation } from './invocation.ts';
import type { OptionName } from './options.ts';

/** What a command answers: a run over files, one text for people, or an answer in any format. */
type Opened =
  /** `told`: the run as which it is told, where it is that of another command. */
  | { readonly kind: 'run'; readonly run: Run; readonly told?: Pick<Look, 'command' | 'isPlanned'> }
  | { readonly kind: 'text'; readonly text: string }
  /** `answer` throws `StatefixError` for what stops it; `--format json` then holds just that error. */
  | { readonly kind: 'answer'; readonly answer: () => Promise<Answer> };

/** An answer that is no list of files. */
export interface Answer {
  /** The whole of it, for `--format json`. */
  readonly data: object;
  /** For people. */
  text(look: Pick<Look, 'colour' | 'volume'>): string;
  /** What is said to people on standard error besides, whatever the format. */
  talk?(look: Pick<Look, 'colour' | 'volume'>): string;
  readonly exitCode: number;
}

/** One command of the command line: what it takes, what its help says, and how it is begun. The use-case itself is imported when it is opened. */
export interface Door {
  readonly name: CommandName;
  readonly summary: string;
  readonly takesPaths: boolean;
  /** What its paths are, where they are not those of all other commands. */
  readonly paths?: string;
  /** Where the first word says what to do: those words, each with what it does. */
  readonly actions?: readonly (readonly [name: string, does: string])[];
  readonly options: readonly OptionName[];
  /** Command lines with what they do, the usual one first. */
  readonly examples: readonly (readonly [commandLine: string, does: string])[];
  readonly exitStatus: readonly (readonly [code: string, means: string])[];
  /** Throws `StatefixError` `USAGE` for values that cannot be taken. */
  open(invocation: Invocation, context: RunContext): Promise<Opened>;
}

/** The first of the words that a command does not take: beside that which says what to do, one that takes no paths takes none. */
export function wordTooMany({ takesPaths, actions }: Door, words: readonly string[]): string | undefined {
  return takesPaths ? undefined : words[actions === undefined ? 0 : 1];
}
