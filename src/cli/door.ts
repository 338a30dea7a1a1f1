import type { Run, RunContext } from '../commands/run.ts';
import type { CommandName } from '../model/report.ts';
import type { Invocation } from './invocation.ts';
import type { OptionName } from './options.ts';

/** What a command answers: a run over files, or one text for people. */
type Opened = { readonly kind: 'run'; readonly run: Run } | { readonly kind: 'text'; readonly text: string };

/** One command of the command line: what it takes, what its help says, and how it is begun. The use-case itself is imported when it is opened. */
export interface Door {
  readonly name: CommandName;
  readonly summary: string;
  readonly takesPaths: boolean;
  readonly options: readonly OptionName[];
  /** Command lines with what they do, the usual one first. */
  readonly examples: readonly (readonly [commandLine: string, does: string])[];
  readonly exitStatus: readonly (readonly [code: string, means: string])[];
  /** Throws `StatefixError` `USAGE` for values that cannot be taken. */
  open(invocation: Invocation, context: RunContext): Promise<Opened>;
}
