import {
  type ChangeOptions,
  type CheckOptions,
  type MigrateOptions,
  type Only,
  type RepairOptions,
  SEARCH_TIMEOUT,
  type Selection,
  type Shard,
} from '../commands/run.ts';
import { StatefixError } from '../model/errors.ts';
import { parseDuration, parseSize } from '../model/quantity.ts';
import { type Invocation, isGiven, textOf, textsOf } from './invocation.ts';
import type { OptionName } from './options.ts';

const NOT_WITH_SCHEMA = ['kind', 'config', 'schemas', 'migrations', 'against'] as const satisfies readonly OptionName[];

/** Each of them says which candidate a repair takes. */
const CHOOSING = ['from', 'ours', 'theirs', 'interactive'] as const satisfies readonly OptionName[];

const NOT_WITH_LIST = [
  ...CHOOSING,
  'atomic',
  'dry-run',
  'check',
  'exit-non-zero-on-change',
] as const satisfies readonly OptionName[];

/** Each of them says which files are meant. */
const ONLY = ['staged', 'changed', 'since'] as const satisfies readonly OptionName[];

/** What a timer can count: 24 days. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

const DURATION = 'a duration such as 500ms, 30s or 5m';

/** The options that all commands share, read. Throws `USAGE` for a value that cannot be taken. */
export function selectionOf(invocation: Invocation): Selection {
  const { paths } = invocation;
  if (paths.includes(''))
    throw new StatefixError('USAGE', 'A path is empty', { hint: 'Is a variable of the shell unset?' });
  const stdinFilename = textOf(invocation, 'stdin-filename');
  if (stdinFilename !== undefined && !paths.includes('-')) {
    throw new StatefixError(
      'USAGE',
      '--stdin-filename names the document on standard input, but - is not among the paths',
      {
        hint: `Add the path -, as in: statefix ${invocation.command} --stdin-filename ${stdinFilename} -`,
      },
    );
  }
  return {
    paths,
    config: textOf(invocation, 'config'),
    kind: textOf(invocation, 'kind'),
    schemas: textOf(invocation, 'schemas'),
    migrations: textOf(invocation, 'migrations'),
    errorOnUnmatched: !isGiven(invocation, 'no-error-on-unmatched'),
    lockTimeout: quantityOf(invocation, 'lock-timeout', parseDuration, DURATION),
    maxSize: quantityOf(invocation, 'max-size', parseSize, 'a size such as 4096, 64KiB or 16MiB'),
    stdinFilename,
    only: onlyOf(invocation),
    shard: shardOf(invocation),
  };
}

function onlyOf(invocation: Invocation): Only | undefined {
  const [first, second] = ONLY.filter((name) => isGiven(invocation, name));
  if (first === undefined) return undefined;
  if (second !== undefined) {
    throw new StatefixError('USAGE', `--${first} and --${second} exclude each other`, {
      hint: 'Each says which files are meant: leave all of them out but one.',
    });
  }
  return first === 'since' ? { kind: first, ref: textOf(invocation, first) ?? '' } : { kind: first };
}

/** So many parts are more than anybody has machines for. */
const MOST_SHARDS = 1000;

function shardOf(invocation: Invocation): Shard | undefined {
  const text = textOf(invocation, 'shard');
  if (text === undefined) return undefined;
  const [, index, count] = /^([1-9][0-9]{0,3})\/([1-9][0-9]{0,3})$/.exec(text)?.map(Number) ?? [];
  if (index !== undefined && count !== undefined && index <= count && count <= MOST_SHARDS) return { index, count };
  throw new StatefixError('USAGE', `--shard ${JSON.stringify(text)} is not a part such as 1/4`, {
    hint: `Write --shard I/N: the I-th of N parts, from 1 to N, and N at most ${MOST_SHARDS}.`,
  });
}

/** Throws `USAGE`, too, for `--schema` beside options that say which registry to use. */
export function checkOptionsOf(invocation: Invocation): CheckOptions {
  const schema = textOf(invocation, 'schema');
  const other = NOT_WITH_SCHEMA.find((name) => isGiven(invocation, name));
  if (schema !== undefined && other !== undefined) {
    throw new StatefixError('USAGE', `--schema and --${other} exclude each other`, {
      hint: '--schema checks against one schema file, without config and registry: leave one of the two out.',
    });
  }
  return {
    ...selectionOf(invocation),
    schema,
    refs: textsOf(invocation, 'ref'),
    against: textOf(invocation, 'against'),
    secrets: isGiven(invocation, 'secrets'),
  };
}

export function changeOptionsOf(invocation: Invocation): ChangeOptions {
  const isPlanned = isGiven(invocation, 'dry-run') || isGiven(invocation, 'check');
  return { ...selectionOf(invocation), mode: isPlanned ? 'plan' : 'apply', isAtomic: isGiven(invocation, 'atomic') };
}

export function migrateOptionsOf(invocation: Invocation): MigrateOptions {
  return { ...changeOptionsOf(invocation), to: textOf(invocation, 'to') };
}

/** Throws `USAGE`, too, for options that would each choose what to take. */
export function repairOptionsOf(invocation: Invocation): RepairOptions {
  const idle = isGiven(invocation, 'list') ? NOT_WITH_LIST.find((name) => isGiven(invocation, name)) : undefined;
  if (idle !== undefined) {
    throw new StatefixError('USAGE', `--list and --${idle} exclude each other`, {
      hint: `--list only shows what there is, and changes nothing. To repair: statefix repair, without --list.`,
    });
  }
  const choosing = CHOOSING.filter((name) => isGiven(invocation, name));
  const [first, second] = choosing;
  if (first !== undefined && second !== undefined) {
    throw new StatefixError('USAGE', `--${first} and --${second} exclude each other`, {
      hint: 'Each says what a repair takes: leave all of them out but one. To see what there is: statefix repair --list',
    });
  }
  return {
    ...changeOptionsOf(invocation),
    from: textOf(invocation, 'from'),
    side: first === 'ours' || first === 'theirs' ? first : undefined,
    isSalvaging: isGiven(invocation, 'salvage'),
    timeout: searchTimeoutOf(invocation),
    isInteractive: isGiven(invocation, 'interactive'),
  };
}

function searchTimeoutOf(invocation: Invocation): number {
  const timeout = quantityOf(invocation, 'timeout', parseDuration, DURATION) ?? SEARCH_TIMEOUT;
  if (timeout > 0) return Math.min(timeout, LONGEST_TIMEOUT);
  throw new StatefixError('USAGE', '--timeout leaves no time to search', {
    hint: 'Write --timeout with a duration such as 500ms, 30s or 5m; without it the search may take 30s.',
  });
}

function quantityOf(
  invocation: Invocation,
  name: OptionName,
  parse: (text: string) => number | undefined,
  wanted: string,
): number | undefined {
  const text = textOf(invocation, name);
  if (text === undefined) return undefined;
  const amount = parse(text);
  if (amount !== undefined) return amount;
  throw new StatefixError('USAGE', `--${name} ${JSON.stringify(text)} is not ${wanted}`, {
    hint: `Write --${name} with ${wanted}.`,
  });
}
