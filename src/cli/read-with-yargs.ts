import yargs, { type Argv } from 'yargs';
import { StatefixError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import { TOOL_VERSION } from '../model/tool.ts';
import { type Door, wordTooMany } from './door.ts';
import { DOORS, doorOf } from './doors.ts';
import { helpOf, mainHelp } from './help.ts';
import type { Invocation } from './invocation.ts';
import { isOptionName, OPTION_SPECS, type OptionName } from './options.ts';

/** What a command line asks for: a command, or a text: help, or the version (`isAsked` is false for the help that answers an empty line). */
export type Reading =
  | { readonly kind: 'invocation'; readonly invocation: Invocation }
  | { readonly kind: 'text'; readonly text: string; readonly isAsked: boolean };

/**
 * Reads any command line, with help, and with a suggestion for what is misspelt. `columns` is the width of the help. Throws `StatefixError`
 * `USAGE` for what cannot be read.
 */
export async function readWithYargs(argv: readonly string[], columns: number): Promise<Reading> {
  const { words, wantsHelp, wantsVersion } = survey(argv);
  const [first, second] = words;
  if (wantsVersion) return { kind: 'text', text: `statefix ${TOOL_VERSION}\n`, isAsked: true };
  if (first === 'help') return helpFor(second, columns);
  if (first === undefined) {
    const isAsked = wantsHelp || argv.length === 0;
    if (isAsked) return { kind: 'text', text: await mainHelp(bare(), columns), isAsked: wantsHelp };
  }
  const door = doorOf(first);
  if (door === undefined) {
    if (wantsHelp) return helpFor(first, columns);
    throw first === undefined ? noCommand(argv) : unknownCommand(first);
  }
  if (wantsHelp) return helpFor(door.name, columns);
  return { kind: 'invocation', invocation: read(door, argv) };
}

async function helpFor(name: string | undefined, columns: number): Promise<Reading> {
  if (name === undefined || name === 'help') {
    return { kind: 'text', text: await mainHelp(bare(), columns), isAsked: true };
  }
  const door = doorOf(name);
  if (door === undefined) throw unknownCommand(name);
  return { kind: 'text', text: await helpOf(withOptions(bare(), door.options), door, columns), isAsked: true };
}

/** The first look: which words are no options, whatever the command, and is help or the version asked for? Judges nothing. */
function survey(argv: readonly string[]): {
  readonly words: readonly string[];
  readonly wantsHelp: boolean;
  readonly wantsVersion: boolean;
} {
  const all = [...OPTION_SPECS.keys()].filter(isOptionName);
  const parsed = withOptions(bare(), all)
    .option('help', { alias: 'h', type: 'boolean', nargs: 0 })
    .option('version', { alias: 'V', type: 'boolean', nargs: 0 })
    .fail(() => undefined)
    .parseSync([...argv]);
  return { words: parsed._.map(String), wantsHelp: parsed['help'] === true, wantsVersion: parsed['version'] === true };
}

function read(door: Door, argv: readonly string[]): Invocation {
  const failures: string[] = [];
  const parsed: Readonly<Record<string, unknown>> = withOptions(bare(), door.options)
    .fail((message) => failures.push(message))
    .parseSync([...argv]);
  const unknown = Object.keys(parsed).find((key) => key !== '_' && key !== '$0' && !isOptionOf(door, key));
  if (unknown !== undefined) throw unknownOption(unknown, door, argv);
  const [failure] = failures;
  if (failure !== undefined) throw new StatefixError('USAGE', failure, { hint: helpHint(door) });

  const given = new Map<OptionName, readonly string[]>();
  for (const name of door.options) {
    const value = parsed[name];
    if (value === undefined) continue;
    const spec = OPTION_SPECS.get(name);
    const texts = spec?.value === undefined ? [] : [value].flat().map(String);
    if (texts.includes('')) throw needsValue(name, door);
    given.set(name, texts);
  }
  const paths = [parsed['_']].flat().map(String).slice(1);
  const extra = wordTooMany(door, paths);
  if (extra !== undefined) {
    throw new StatefixError('USAGE', `${door.name} takes no paths, but ${JSON.stringify(extra)} was given`, {
      hint: helpHint(door),
    });
  }
  return { command: door.name, paths, given };
}

/** yargs without its own ideas: no numbers, no negation, no camel case, no clusters, no greedy lists, no translation, no exit. */
function bare(): Argv {
  return yargs()
    .detectLocale(false)
    .exitProcess(false)
    .help(false)
    .version(false)
    .updateStrings({
      'Not enough arguments following: %s': 'The option --%s needs a value',
      'Argument unexpected for: %s': 'The option --%s takes no value',
    })
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'greedy-arrays': false,
      'short-option-groups': false,
    });
}

function withOptions(parser: Argv, names: readonly OptionName[]): Argv {
  for (const name of names) {
    const spec = OPTION_SPECS.get(name);
    if (spec === undefined) continue;
    const { describe, group } = spec;
    // nargs 0 keeps a flag from taking a following `true` for its value.
    parser.option(
      name,
      spec.value === undefined
        ? { type: 'boolean', nargs: 0, describe, group }
        : { type: 'string', nargs: 1, requiresArg: true, describe, group },
    );
  }
  return parser;
}

function isOptionOf(door: Door, name: string): name is OptionName {
  return isOptionName(name) && door.options.includes(name);
}

function unknownOption(name: string, door: Door, argv: readonly string[]): StatefixError {
  const spelled =
    argv.find((word) => word.replace(/^-+/, '').split('=')[0] === name && word.startsWith('-')) ?? `--${name}`;
  const option = spelled.split('=')[0];
  if (isOptionName(name)) {
    const owners = DOORS.filter((other) => isOptionOf(other, name)).map((other) => other.name);
    return new StatefixError('USAGE', `${option} is no option of ${door.name}, but of ${owners.join(', ')}`, {
      hint: helpHint(door),
    });
  }
  const suggestion = nearest(name, [...door.options, 'help']);
  const hint = suggestion === undefined ? helpHint(door) : `Did you mean --${suggestion}? ${helpHint(door)}`;
  return new StatefixError('USAGE', `Unknown option ${option}`, { hint });
}

function needsValue(name: OptionName, door: Door): StatefixError {
  return new StatefixError('USAGE', `The option --${name} needs a value`, { hint: helpHint(door) });
}

function unknownCommand(word: string): StatefixError {
  const names = [...DOORS.map(({ name }) => name), 'help'];
  const suggestion = nearest(word, names);
  const looksLikePath = /[./\\]/.test(word);
  const start = suggestion !== undefined && !looksLikePath ? `Did you mean ${suggestion}? ` : '';
  const path = looksLikePath ? `To check a file: statefix check ${word}. ` : '';
  return new StatefixError('USAGE', `Unknown command ${JSON.stringify(word)}`, {
    hint: `${start}${path}The commands: ${names.join(', ')}.`,
  });
}

function noCommand(argv: readonly string[]): StatefixError {
  const [word = ''] = argv;
  const suggestion = nearest(word.replace(/^-+/, ''), ['help', 'version']);
  return new StatefixError('USAGE', `No command among: ${argv.join(' ')}`, {
    hint: `${suggestion === undefined ? '' : `Did you mean --${suggestion}? `}The commands: ${DOORS.map(({ name }) => name).join(', ')}. See: statefix --help`,
  });
}

function helpHint(door: Door): string {
  return `See: statefix ${door.name} --help`;
}
