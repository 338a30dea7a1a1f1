import { describe, expect, test } from 'vitest';
import type { Invocation } from '../../src/cli/invocation.ts';
import { outputOptionsOf } from '../../src/cli/output.ts';
import { readPlain } from '../../src/cli/read-plain.ts';
import {
  changeOptionsOf,
  checkOptionsOf,
  migrateOptionsOf,
  repairOptionsOf,
  selectionOf,
} from '../../src/cli/selection.ts';
import { StatefixError } from '../../src/model/errors.ts';

function invocation(...argv: readonly string[]): Invocation {
  const read = readPlain(argv);
  if (read === undefined) throw new Error(`not well-formed: ${argv.join(' ')}`);
  return read;
}

function usageErrorOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof StatefixError && error.code === 'USAGE') return `${error.message} | ${error.hint}`;
    throw error;
  }
  throw new Error('no error');
}

describe('the selection', () => {
  test('has nothing where nothing is given', () => {
    expect(selectionOf(invocation('check'))).toEqual({
      paths: [],
      config: undefined,
      kind: undefined,
      schemas: undefined,
      migrations: undefined,
      errorOnUnmatched: true,
      lockTimeout: undefined,
      maxSize: undefined,
      stdinFilename: undefined,
    });
  });

  test.each([
    [['--staged'], { only: { kind: 'staged' } }],
    [['--changed', '--shard', '2/4'], { only: { kind: 'changed' }, shard: { index: 2, count: 4 } }],
    [['--since', 'origin/main'], { only: { kind: 'since', ref: 'origin/main' } }],
    [['--shard', '1000/1000'], { shard: { index: 1000, count: 1000 } }],
  ])('has the part of the files that %j means', (words, wanted) => {
    expect(selectionOf(invocation('check', ...words))).toMatchObject(wanted);
  });

  test.each(['', '1', '0/4', '5/4', '1/0', '1/1001', '01/4', '1/4/2', ' 1/4', '1 / 4', '-1/4', '1.5/4', '1/4x'])(
    'refuses --shard %j',
    (text) => {
      expect(() => selectionOf(invocation('check', `--shard=${text}`))).toThrow();
    },
  );

  test('refuses two ways of saying what changed', () => {
    expect(() => selectionOf(invocation('check', '--staged', '--since', 'main'))).toThrow(
      '--staged and --since exclude each other',
    );
  });

  test('has every option that is given, the last of several', () => {
    const words = ['--config', 'c', '--kind', 'a', '--kind', 'b', '--schemas', 's', '--migrations', 'm'];
    const more = [
      '--no-error-on-unmatched',
      '--lock-timeout',
      '1.5s',
      '--max-size',
      '64MiB',
      '--stdin-filename',
      'x',
      '-',
    ];
    expect(selectionOf(invocation('check', ...words, ...more))).toEqual({
      paths: ['-'],
      config: 'c',
      kind: 'b',
      schemas: 's',
      migrations: 'm',
      errorOnUnmatched: false,
      lockTimeout: 1500,
      maxSize: 64 * 1024 * 1024,
      stdinFilename: 'x',
    });
  });

  test.each([
    [
      ['--lock-timeout', '30'],
      '--lock-timeout "30" is not a duration such as 500ms, 30s or 5m | Write --lock-timeout with a duration such as 500ms, 30s or 5m.',
    ],
    [
      ['--lock-timeout', 'soon'],
      '--lock-timeout "soon" is not a duration such as 500ms, 30s or 5m | Write --lock-timeout with a duration such as 500ms, 30s or 5m.',
    ],
    [
      ['--max-size', '64 MiBs'],
      '--max-size "64 MiBs" is not a size such as 4096, 64KiB or 16MiB | Write --max-size with a size such as 4096, 64KiB or 16MiB.',
    ],
    [
      ['--stdin-filename', 'x.json'],
      '--stdin-filename names the document on standard input, but - is not among the paths | Add the path -, as in: statefix check --stdin-filename x.json -',
    ],
    [[''], 'A path is empty | Is a variable of the shell unset?'],
  ])('%j is refused', (words, answer) => {
    expect(usageErrorOf(() => selectionOf(invocation('check', ...words)))).toBe(answer);
  });
});

describe('the options of a command', () => {
  test('check takes one schema and several references', () => {
    expect(checkOptionsOf(invocation('check', '--schema', 's', '--ref', 'a', '--ref=b'))).toMatchObject({
      schema: 's',
      refs: ['a', 'b'],
    });
  });

  test.each(['kind', 'config', 'schemas', 'migrations'])('--schema and --%s exclude each other', (name) => {
    expect(usageErrorOf(() => checkOptionsOf(invocation('check', '--schema', 's', `--${name}`, 'x')))).toBe(
      `--schema and --${name} exclude each other | --schema checks against one schema file, without config and registry: leave one of the two out.`,
    );
  });

  test.each([
    [[], 'apply'],
    [['--dry-run'], 'plan'],
    [['--check'], 'plan'],
  ])('a change with %j is in mode %s', (words, mode) => {
    expect(changeOptionsOf(invocation('seal', ...words)).mode).toBe(mode);
  });

  test('a repair takes what is best, and searches for half a minute, where nothing is said', () => {
    expect(repairOptionsOf(invocation('repair'))).toMatchObject({
      from: undefined,
      side: undefined,
      isSalvaging: false,
      timeout: 30_000,
      isInteractive: false,
    });
  });

  test.each([
    [['--from', 'git:0123456789ab'], { from: 'git:0123456789ab' }],
    [['--ours'], { side: 'ours' }],
    [['--theirs', '--salvage'], { side: 'theirs', isSalvaging: true }],
    [['--interactive'], { isInteractive: true }],
    [['--timeout', '1.5m'], { timeout: 90_000 }],
    // More than a timer can count would be no time at all.
    [['--timeout', '365d'], { timeout: 2 ** 31 - 1 }],
  ])('a repair with %j is asked for %j', (words, wanted) => {
    expect(repairOptionsOf(invocation('repair', ...words))).toMatchObject(wanted);
  });

  const EACH =
    'Each says what a repair takes: leave all of them out but one. To see what there is: statefix repair --list';
  const ONLY = '--list only shows what there is, and changes nothing. To repair: statefix repair, without --list.';
  test.each([
    [['--ours', '--theirs'], `--ours and --theirs exclude each other | ${EACH}`],
    [['--interactive', '--from', 'bak'], `--from and --interactive exclude each other | ${EACH}`],
    [['--theirs', '--from', 'bak'], `--from and --theirs exclude each other | ${EACH}`],
    [['--list', '--from', 'bak'], `--list and --from exclude each other | ${ONLY}`],
    [['--list', '--atomic'], `--list and --atomic exclude each other | ${ONLY}`],
    [['--list', '--dry-run'], `--list and --dry-run exclude each other | ${ONLY}`],
    [
      ['--timeout', '0'],
      '--timeout leaves no time to search | Write --timeout with a duration such as 500ms, 30s or 5m; without it the search may take 30s.',
    ],
    [
      ['--timeout', 'soon'],
      '--timeout "soon" is not a duration such as 500ms, 30s or 5m | Write --timeout with a duration such as 500ms, 30s or 5m.',
    ],
  ])('a repair with %j is refused', (words, answer) => {
    expect(usageErrorOf(() => repairOptionsOf(invocation('repair', ...words)))).toBe(answer);
  });

  test('--to stays as it is written', () => {
    expect(migrateOptionsOf(invocation('migrate', '--to', '1e3')).to).toBe('1e3');
  });
});

describe('the output', () => {
  test('is text on the stream by default', () => {
    expect(outputOptionsOf(invocation('check')).targets).toEqual([{ format: 'text', file: undefined }]);
  });

  test('to a file comes besides the text', () => {
    expect(outputOptionsOf(invocation('check', '--format', 'json=a=b.json')).targets).toEqual([
      { format: 'text', file: undefined },
      { format: 'json', file: 'a=b.json' },
    ]);
  });

  test('can be another format on the stream', () => {
    expect(outputOptionsOf(invocation('check', '--format', 'json', '--format', 'text=log')).targets).toEqual([
      { format: 'json', file: undefined },
      { format: 'text', file: 'log' },
    ]);
  });

  test.each([
    [
      ['--format', 'jsn'],
      'Unknown format "jsn" | Did you mean json? The formats: text, json, jsonl, github, sarif, junit, markdown.',
    ],
    [['--format', 'xml=x'], 'Unknown format "xml" | The formats: text, json, jsonl, github, sarif, junit, markdown.'],
    [['--format', 'json='], '--format json= names no file | Write --format json=FILE'],
    [
      ['--format', 'json', '--format', 'text'],
      'Only one format can go to standard output | Write the others to files: --format json --format text=FILE',
    ],
    [
      ['--format', 'json=a', '--format', 'sarif=a'],
      'Two formats cannot go to one file: a | Give each a file of its own.',
    ],
    [['--quiet', '--verbose'], '--quiet and --verbose exclude each other | Leave one of the two out.'],
  ])('%j is refused', (words, answer) => {
    expect(usageErrorOf(() => outputOptionsOf(invocation('check', ...words)))).toBe(answer);
  });
});
