import type { Argv } from 'yargs';
import type { Door } from './door.ts';
import { DOORS } from './doors.ts';
import { OPTION_SPECS } from './options.ts';

const MAIN_EXAMPLES = [
  ['statefix check', 'verify every file of the config'],
  ['statefix migrate --dry-run state.json', 'show what a migration would change'],
  ['statefix migrate state.json', 'do it; the old content stays in state.json.bak'],
] as const;

const PATHS = 'Paths are files, folders, globs, or - for standard input; none means every file of the config.';

/** The help of statefix as a whole: examples first, then the commands. `parser` is a yargs without options. */
export async function mainHelp(parser: Argv, columns: number): Promise<string> {
  const commands = DOORS.map(({ name, summary }) => [name, summary] as const);
  const options = parser
    .option('help', { alias: 'h', type: 'boolean', group: 'OPTIONS', describe: 'Show the help, also of a command' })
    .option('version', { alias: 'V', type: 'boolean', group: 'OPTIONS', describe: 'Show the version' });
  return joined([
    'statefix checks, migrates and repairs the files in which programs keep their state.',
    section('EXAMPLES', MAIN_EXAMPLES),
    'USAGE\n  statefix <command> [paths...] [options]',
    section('COMMANDS', [...commands, ['help', 'Show this, or the help of a command']]),
    await optionsText(options, columns),
  ]);
}

/** The help of one command: examples first, then options, then exit codes. `parser` is a yargs with the options of the command. */
export async function helpOf(parser: Argv, door: Door, columns: number): Promise<string> {
  for (const name of door.options) {
    const spec = OPTION_SPECS.get(name);
    // yargs calls every value [string]; ours say what to write.
    if (spec?.value !== undefined) parser.describe(name, `${spec.value}: ${spec.describe}`);
  }
  parser.option('help', { alias: 'h', type: 'boolean', group: 'Output', describe: 'Show this help' });
  const words = door.actions === undefined ? '' : ` <${door.actions.map(([name]) => name).join('|')}>`;
  return joined([
    `${door.summary}.`,
    section('EXAMPLES', door.examples),
    `USAGE\n  statefix ${door.name}${words}${door.takesPaths ? ' [paths...]' : ''} [options]`,
    ...(door.actions === undefined ? [] : [section('ACTIONS', door.actions)]),
    ...(door.takesPaths ? [door.paths ?? PATHS] : []),
    await optionsText(parser, columns),
    section('EXIT STATUS', door.exitStatus),
  ]);
}

/** The options as yargs lays them out, without the types that it adds: a placeholder or its absence says more. */
async function optionsText(parser: Argv, columns: number): Promise<string> {
  const help = await parser.wrap(columns).getHelp();
  const lines = help.split('\n').flatMap((line) => {
    const text = line.replace(/ *\[(?:string|boolean)\]$/, '');
    return text === '' && line !== '' ? [] : [text];
  });
  return lines.join('\n');
}

function section(title: string, rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return [title, ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)].join('\n');
}

function joined(parts: readonly string[]): string {
  return `${parts.map((part) => part.trim()).join('\n\n')}\n`;
}
