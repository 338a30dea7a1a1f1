import { HOOK_NAMES } from '../../commands/hooks/names.ts';
import { DOORS } from '../doors.ts';
import { OPTION_SPECS } from '../options.ts';
import { FORMAT_NAMES } from '../output.ts';

/** What a shell can offer for the value of an option. */
export type Offer = 'files' | 'directories' | 'kinds' | 'revisions' | 'nothing' | readonly string[];

export interface CompletedOption {
  readonly name: string;
  readonly describe: string;
  readonly isRepeatable: boolean;
  /** `undefined`: it takes no value. */
  readonly offer: Offer | undefined;
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  /** The words that may come first, each with what it does. */
  readonly actions: readonly (readonly [word: string, does: string])[];
  readonly takesPaths: boolean;
  readonly options: readonly CompletedOption[];
}

const HELP: CompletedOption = { name: 'help', describe: 'Show the help', isRepeatable: false, offer: undefined };

/** Options whose values are known words. */
const CHOICES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['format', FORMAT_NAMES],
  ['hook', HOOK_NAMES],
]);

/** By what stands for the value in the help. */
const BY_PLACEHOLDER: ReadonlyMap<string, Offer> = new Map<string, Offer>([
  ['FILE', 'files'],
  ['PATH', 'files'],
  ['DIR', 'directories'],
  ['REF', 'revisions'],
]);

/** All that a shell can complete, made of the tables that the command line is read by. */
export function completedCommands(): readonly CompletedCommand[] {
  const commands = DOORS.map(({ name, summary, actions = [], takesPaths, options }) => ({
    name,
    summary,
    actions,
    takesPaths,
    options: [...options.map(optionOf), HELP],
  }));
  const names = DOORS.map(({ name, summary }) => [name, summary] as const);
  const help = { name: 'help', summary: 'Show the help, or that of a command', takesPaths: false, options: [HELP] };
  return [...commands, { ...help, actions: names }];
}

function optionOf(name: string): CompletedOption {
  const spec = OPTION_SPECS.get(name);
  const offer = spec?.value === undefined ? undefined : offerOf(name, spec.value);
  return { name, describe: spec?.describe ?? '', isRepeatable: spec?.isRepeatable === true, offer };
}

function offerOf(name: string, placeholder: string): Offer {
  if (name === 'kind') return 'kinds';
  return CHOICES.get(name) ?? BY_PLACEHOLDER.get(placeholder) ?? 'nothing';
}
