import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Invocation } from '../../src/cli/invocation.ts';
import { OPTIONS } from '../../src/cli/options.ts';
import { readPlain } from '../../src/cli/read-plain.ts';
import { readWithYargs } from '../../src/cli/read-with-yargs.ts';
import { StatefixError } from '../../src/model/errors.ts';
import { TOOL_VERSION } from '../../src/model/tool.ts';

async function readBoth(argv: readonly string[]): Promise<{ plain: Invocation | undefined; full: unknown }> {
  const plain = readPlain(argv);
  try {
    const reading = await readWithYargs(argv, 80);
    return { plain, full: reading.kind === 'invocation' ? reading.invocation : reading.kind };
  } catch (error) {
    if (error instanceof StatefixError) return { plain, full: error.message };
    throw error;
  }
}

async function usageErrorOf(...argv: readonly string[]): Promise<string> {
  const error = await readWithYargs(argv, 80).then(
    (reading) => new Error(`read as ${JSON.stringify(reading)}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StatefixError)) throw error;
  expect(error.code).toBe('USAGE');
  expect(readPlain(argv)).toBeUndefined();
  return `${error.message} | ${error.hint}`;
}

const NAMES = Object.keys(OPTIONS).map((name) => `--${name}`);
const VALUES = [
  '1e3',
  '-',
  '-1',
  '',
  'true',
  'false',
  'a b',
  '"q"',
  "'q'",
  '--',
  '0x10',
  '--x',
  '__proto__',
  '=',
  'a=b',
  'ü',
];
const COMMANDS = [
  ...['init', 'check', 'migrate', 'repair', 'seal', 'status', 'log', 'backup', 'undo', 'unlock', 'merge'],
  ...['merge-reports', 'explain', 'completion'],
];
const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 3, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 2, arbitrary: fc.constantFrom(...COMMANDS) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES)).map((pair) => pair.join('=')),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '-h',
      '--help',
      '--strct',
      '-abc',
      '--no-strict',
      '--dryRun',
      '--format.x',
      '--__proto__',
    ),
  },
);
const commandLine = fc
  .tuple(fc.constantFrom(...COMMANDS), fc.array(word, { maxLength: 6 }))
  .map(([name, rest]) => [name, ...rest]);

describe('the two readers', () => {
  test('agree on every command line that the plain one takes', { timeout: 120_000 }, async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(commandLine, fc.array(word, { maxLength: 6 })), async (argv) => {
        const { plain, full } = await readBoth(argv);
        if (plain === undefined) return;
        taken += 1;
        expect(full).toEqual(plain);
      }),
      { numRuns: 1500 },
    );
    // Without this, a plain reader that takes nothing would agree, too.
    expect(taken).toBeGreaterThan(150);
  });

  test.each(COMMANDS.slice(1, 6))('the plain one takes every well-formed line of %s', (command) => {
    expect(readPlain([command, 'a', '--kind=x', '--format', 'json', '--strict', '-', '--', '--b'])).toEqual({
      command,
      paths: ['a', '-', '--b'],
      given: new Map<string, readonly string[]>([
        ['kind', ['x']],
        ['format', ['json']],
        ['strict', []],
      ]),
    });
  });

  test('keep numbers as text, - as a path, and what follows -- as paths', async () => {
    const { plain, full } = await readBoth(['migrate', '--to', '1e3', '-', '007', '--', '--to', '-']);
    expect(plain).toEqual({ command: 'migrate', paths: ['-', '007', '--to', '-'], given: new Map([['to', ['1e3']]]) });
    expect(full).toEqual(plain);
  });

  test('take options before the command', async () => {
    const { plain, full } = await readBoth(['--strict', '--kind', 'x', 'check', 'a']);
    expect(plain?.command).toBe('check');
    expect(full).toEqual(plain);
  });
});

describe('a mistake', () => {
  test.each([
    [['chek'], `Unknown command "chek" | Did you mean check? The commands: ${COMMANDS.join(', ')}, help.`],
    [
      ['state.json'],
      `Unknown command "state.json" | To check a file: statefix check state.json. The commands: ${COMMANDS.join(', ')}, help.`,
    ],
    [['zzzzzzzz'], `Unknown command "zzzzzzzz" | The commands: ${COMMANDS.join(', ')}, help.`],
    [
      ['help', 'migrat'],
      `Unknown command "migrat" | Did you mean migrate? The commands: ${COMMANDS.join(', ')}, help.`,
    ],
    [['--quiet'], `No command among: --quiet | The commands: ${COMMANDS.join(', ')}. See: statefix --help`],
    [['check', '--strct'], 'Unknown option --strct | Did you mean --strict? See: statefix check --help'],
    [['check', '--knid=x', 'a'], 'Unknown option --knid | Did you mean --kind? See: statefix check --help'],
    [['check', '-x'], 'Unknown option -x | See: statefix check --help'],
    [['migrate', '--dryrun'], 'Unknown option --dryrun | Did you mean --dry-run? See: statefix migrate --help'],
    [['check', '--no-strict'], 'Unknown option --no-strict | Did you mean --strict? See: statefix check --help'],
    [['check', '--to', '1'], '--to is no option of check, but of migrate | See: statefix check --help'],
    [['seal', '--ref', 'x'], '--ref is no option of seal, but of check | See: statefix seal --help'],
    [['check', '--kind'], 'The option --kind needs a value | See: statefix check --help'],
    [['check', '--kind', '--strict'], 'The option --kind needs a value | See: statefix check --help'],
    [['check', '--kind='], 'The option --kind needs a value | See: statefix check --help'],
    [['check', '--format='], 'The option --format needs a value | See: statefix check --help'],
    [['check', '--strict=yes'], 'The option --strict takes no value | See: statefix check --help'],
    [['init', 'here'], 'init takes no paths, but "here" was given | See: statefix init --help'],
  ])('%j is answered with what to do', async (argv, answer) => {
    expect(await usageErrorOf(...argv)).toBe(answer);
  });
});

describe('help', () => {
  async function help(...argv: readonly string[]): Promise<string> {
    const reading = await readWithYargs(argv, 100);
    return reading.kind === 'text' ? reading.text : '';
  }

  test.each(COMMANDS)('of %s has examples first, then options, then exit codes', async (command) => {
    const text = await help(command, '--help');
    const places = ['EXAMPLES', 'USAGE', '--quiet', 'EXIT STATUS', '  0 ', '  70 ', '  129, 130, 143 '].map((part) =>
      text.indexOf(part),
    );
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
  });

  test.each(COMMANDS)('of %s names every one of its options, and none is left without a word', async (command) => {
    const text = await help(command, '-h');
    for (const line of text.split('\n').filter((row) => row.includes('--') && /^ {2,6}-/.test(row))) {
      expect(line).toMatch(/--[a-z-]+ {2,}\S/);
    }
    expect(text).toMatch(/--verbose/);
    expect(text).not.toMatch(/\[(?:string|boolean)\]/);
  });

  test('is the same by help, --help and -h, wherever they stand and whatever else is wrong', async () => {
    const text = await help('help', 'migrate');
    expect(text).toContain('statefix migrate [paths...] [options]');
    expect(await help('migrate', '--help')).toBe(text);
    expect(await help('-h', 'migrate', '--nonsense')).toBe(text);
  });

  test('as a whole lists every command', async () => {
    const text = await help('--help');
    for (const command of COMMANDS) expect(text).toMatch(new RegExp(`^ {2}${command} +\\S`, 'm'));
    expect(await help('help')).toBe(text);
  });

  test('answers an empty command line, though nobody asked', async () => {
    expect(await readWithYargs([], 80)).toMatchObject({ kind: 'text', isAsked: false });
    expect(await readWithYargs(['--help'], 80)).toMatchObject({ kind: 'text', isAsked: true });
  });

  test('gives way to the version, wherever that is asked for', async () => {
    expect(await help('check', '-V')).toBe(`statefix ${TOOL_VERSION}\n`);
    expect(await help('--version', 'x', '--help')).toBe(`statefix ${TOOL_VERSION}\n`);
  });

  test('fits the width that it is given', async () => {
    const reading = await readWithYargs(['help'], 60);
    const options = reading.kind === 'text' ? (reading.text.split('OPTIONS')[1] ?? '') : '';
    expect(Math.max(...options.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});
