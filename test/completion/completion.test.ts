import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { completedCommands } from '../../src/cli/completion/commands.ts';
import { completionFor } from '../../src/cli/completion/index.ts';
import { SHELLS, type Shell } from '../../src/cli/completion/shells.ts';
import { DOORS } from '../../src/cli/doors.ts';
import { FORMAT_NAMES } from '../../src/cli/output.ts';
import { canRun } from '../hooks/scene.ts';
import { runNode } from '../support/spawn.ts';
import { makeTree } from '../support/tree.ts';
import { typed } from './shells.ts';

const KINDS = ['daemon', 'preferences'];
const shells = Object.keys(SHELLS) as readonly Shell[];
const isLinux = process.platform === 'linux';

/** A line as it is typed, Tab at its end, and the words that it comes to. */
const LINES: readonly (readonly [typed: string, words: string])[] = [
  ['statefix che', '<check>'],
  ['statefix check --str', '<check><--strict>'],
  ['statefix migrate --exit', '<migrate><--exit-non-zero-on-change>'],
  ['statefix check --format sar', '<check><--format><sarif>'],
  ['statefix check --format=jun', '<check><--format=junit>'],
  ['statefix check --kind dae', '<check><--kind><daemon>'],
  ['statefix check --kind my-', '<check><--kind><my-kind>'],
  ['statefix check --config statefix.con', '<check><--config><statefix.config.yaml>'],
  ['statefix check --strict saves/ga', '<check><--strict><saves/game.json>'],
  ['statefix check --kind daemon saves/ga', '<check><--kind><daemon><saves/game.json>'],
  ['statefix backup ver', '<backup><verify>'],
  ['statefix backup list saves/ga', '<backup><list><saves/game.json>'],
  ['statefix completion zs', '<completion><zsh>'],
  ['statefix init --hook left', '<init><--hook><lefthook>'],
  ['statefix help unl', '<help><unlock>'],
];

const aFolder = () =>
  makeTree({ 'statefix.config.yaml': 'version: 1\n', 'saves/game.json': '{}', 'schemas/my-kind/1.schema.json': '{}' });

describe('completion', () => {
  test('knows every command and every option, with its words', () => {
    const commands = completedCommands();
    expect(commands.map(({ name }) => name)).toEqual([...DOORS.map(({ name }) => name), 'help']);
    for (const { name, options } of DOORS) {
      const known = commands.find((each) => each.name === name)?.options.map((option) => option.name);
      expect(known).toEqual([...options, 'help']);
    }
    const check = commands.find(({ name }) => name === 'check');
    expect(check?.options.find(({ name }) => name === 'format')?.offer).toEqual(FORMAT_NAMES);
  });

  test.each(shells)('prints the script for %s', async (shell) => {
    const { code, stdout, stderr } = await runNode(join(inject('dist'), 'cli.js'), ['completion', shell], {
      cwd: makeTree(),
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      completionFor(shell, [
        'checklist',
        'conversation-history',
        'daemon',
        'deployment',
        'extraction',
        'grid-layout',
        'preferences',
      ]),
    );
  });

  test.each([
    [[], 'completion needs the name of a shell', 'The shells: bash, zsh, fish.'],
    [['bas'], 'Unknown shell "bas"', 'Did you mean bash? The shells: bash, zsh, fish.'],
    [['powershell'], 'Unknown shell "powershell"', 'The shells: bash, zsh, fish.'],
    [['bash', 'x'], 'completion takes no paths, but "x" was given', 'See: statefix completion --help'],
  ])('%j is told what there is', async (words, message, hint) => {
    const { code, stderr } = await runNode(join(inject('dist'), 'cli.js'), ['completion', ...words], {
      cwd: makeTree(),
    });
    expect([code, stderr]).toEqual([2, `statefix: error USAGE ${message}\n  hint: ${hint}\n`]);
  });
});

describe.skipIf(!isLinux)('in bash', () => {
  test('a line with Tab behind it comes to what was meant', async () => {
    const found = await typed(
      'bash',
      completionFor('bash', KINDS),
      aFolder(),
      LINES.map(([line]) => line),
    );
    expect(found.map((words, index) => [LINES[index]?.[0], words])).toEqual(LINES);
  });

  test('without the script it does not, so that the test above can fail', async () => {
    expect(await typed('bash', '', aFolder(), ['statefix che'])).toEqual(['<che>']);
  });
});

describe.skipIf(!isLinux || !canRun('zsh'))('in zsh', () => {
  test('a line with Tab behind it comes to what was meant', async () => {
    const found = await typed(
      'zsh',
      completionFor('zsh', KINDS),
      aFolder(),
      LINES.map(([line]) => line),
    );
    expect(found.map((words, index) => [LINES[index]?.[0], words])).toEqual(LINES);
  });
});

describe.skipIf(!canRun('fish'))('in fish', () => {
  function offeredFor(line: string): readonly string[] {
    const folder = aFolder();
    writeFileSync(join(folder, 'completion'), completionFor('fish', KINDS));
    const { status, stdout, stderr } = spawnSync(
      'fish',
      ['--no-config', '-c', 'source completion; complete -C $argv[1]', line],
      {
        cwd: folder,
        env: { PATH: process.env['PATH'], HOME: folder },
        encoding: 'utf8',
      },
    );
    expect([status, stderr]).toEqual([0, '']);
    return stdout.split('\n').map((row) => row.split('\t')[0] ?? '');
  }

  test.each(LINES)('%s offers %s', (line, words) => {
    const last = /<([^<>]*)>$/.exec(words)?.[1] ?? '';
    expect(offeredFor(line)).toContain(last);
  });

  test('a command is not offered twice, and its options not before it', () => {
    expect(offeredFor('statefix check mig')).not.toContain('migrate');
    expect(offeredFor('statefix --str')).not.toContain('--strict');
  });
});
