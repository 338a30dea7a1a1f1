import { errnoOf } from '../model/errors.ts';
import { wordTooMany } from './door.ts';
import { doorOf } from './doors.ts';
import type { Invocation } from './invocation.ts';
import { isOptionName, OPTION_SPECS, type OptionName } from './options.ts';

/**
 * Reads a well-formed command line without yargs, which is half of what a small check would cost. `undefined` for everything else: help, mistakes,
 * no command. Where it answers, the reader with yargs answers the same; a property test holds the two together.
 */
export function readPlain(argv: readonly string[]): Invocation | undefined {
  const parsed = parse(argv);
  if (parsed === undefined) return undefined;
  const [name, ...paths] = parsed.positionals;
  const door = doorOf(name);
  if (door === undefined || wordTooMany(door, paths) !== undefined) return undefined;
  const given = new Map<OptionName, readonly string[]>();
  for (const [option, value] of Object.entries(parsed.values)) {
    if (!isOptionName(option) || !door.options.includes(option)) return undefined;
    const texts = Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
    if (texts.includes('')) return undefined;
    given.set(option, texts);
  }
  return { command: door.name, paths, given };
}

// An import of node:util would make all of it at once; of its many parts this needs one.
const { parseArgs } = process.getBuiltinModule('node:util');

function parse(argv: readonly string[]) {
  const options: Record<string, { type: 'string'; multiple: true } | { type: 'boolean' }> = {};
  for (const [name, { value }] of OPTION_SPECS) {
    options[name] = value === undefined ? { type: 'boolean' } : { type: 'string', multiple: true };
  }
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (errnoOf(error)?.startsWith('ERR_PARSE_ARGS_')) return undefined;
    throw error;
  }
}
