import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { DOORS } from '../../src/cli/doors.ts';
import { TOOL_VERSION } from '../../src/model/tool.ts';
import { makeTree } from '../support/tree.ts';
import { codesIn, fencesOf, tableBelow } from './fences.ts';
import { runIn } from './shown-run.ts';

const root = resolve(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const fences = fencesOf(readme);

function fence(language: string, part: string): string {
  const found = fences.find((each) => each.language === language && each.text.includes(part));
  if (found === undefined) throw new Error(`no ${language} block with ${part}`);
  return found.text;
}

function folderWith(...parts: readonly (readonly [from: string, to: string])[]): string {
  const folder = makeTree();
  for (const [from, to] of parts) cpSync(from, join(folder, to), { recursive: true });
  return folder;
}

describe('the example of the README', () => {
  const fixture = join(import.meta.dirname, 'fixtures/readme');

  test('is what --dry-run shows', async () => {
    const folder = folderWith([fixture, '.']);
    const { exitCode, stdout } = await runIn(folder, ['migrate', '--dry-run', 'settings.yaml']);
    expect(exitCode).toBe(0);
    // Line ends of the file are made visible in the terminal; a page cannot show them.
    const lines = stdout.split('\n').map((line) => line.replace(/\\r$/, ''));
    const hunks = lines.filter((line) => /^[ +-]/.test(line) && !/^(?:---|\+\+\+) /.test(line));
    expect(`${hunks.join('\n')}\n`).toBe(fence('diff', 'version: 4'));
  });

  test('keeps every line end, and adds none to the last line', async () => {
    const folder = folderWith([fixture, '.']);
    const before = readFileSync(join(folder, 'settings.yaml'), 'utf8');
    const { exitCode } = await runIn(folder, ['migrate', 'settings.yaml']);
    const after = readFileSync(join(folder, 'settings.yaml'), 'utf8');
    expect([exitCode, readFileSync(join(folder, 'settings.yaml.bak'), 'utf8')]).toEqual([0, before]);
    for (const text of [before, after]) {
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      expect(text).toMatch(/has no line break$/);
    }
    expect(after).toContain('colours:   dark            # easier on the eyes\r\n');
  });
});

/** How many examples there are: every file is one. */
const EXAMPLES = readdirSync(join(root, 'examples'), { recursive: true, withFileTypes: true }).filter((entry) =>
  entry.isFile(),
).length;

describe('a bare clone', () => {
  function clone(): string {
    const folder = folderWith([inject('dist'), 'dist'], [join(root, 'examples'), 'examples']);
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
    for (const args of [
      ['init', '-q'],
      ['add', '.'],
    ])
      execFileSync('git', args, { cwd: folder });
    return folder;
  }

  test.skipIf(process.platform === 'win32')(
    'migrates the examples by the first command, and all are healthy then',
    () => {
      const folder = clone();
      const first = spawnSync('sh', ['-euc', fence('sh', 'migrate')], { cwd: folder, encoding: 'utf8' });
      expect([first.status, first.stderr]).toEqual([0, expect.not.stringContaining('error')]);
      expect(first.stdout).toContain('migrated');
      const check = spawnSync('node', ['../dist/cli.js', 'check'], { cwd: join(folder, 'examples'), encoding: 'utf8' });
      expect([check.status, check.stdout]).toEqual([0, expect.stringContaining(`Checked ${EXAMPLES} files`)]);
    },
  );

  test.skipIf(process.platform === 'win32')('is put on the path by a link', () => {
    const folder = clone();
    expect(fence('sh', 'ln -s')).toBe('ln -s "$PWD/dist/cli.js" ~/.local/bin/statefix\n');
    symlinkSync(join(folder, 'dist/cli.js'), join(folder, 'statefix'));
    expect(execFileSync(join(folder, 'statefix'), ['--version'], { encoding: 'utf8' })).toBe(
      `statefix ${TOOL_VERSION}\n`,
    );
  });

  test('is a library', () => {
    const folder = clone();
    const library = pathToFileURL(join(folder, 'dist/index.js')).href;
    const script = join(folder, 'examples/script.mjs');
    writeFileSync(script, fence('js', 'createContext').replace("'statefix'", `'${library}'`).replace("'saves'", "'.'"));
    const stdout = execFileSync('node', [script], { cwd: join(folder, 'examples'), encoding: 'utf8' });
    expect(stdout).toContain('daemon/state.json [ ');
    expect(stdout.trim().split('\n')).toHaveLength(EXAMPLES);
  });
});

describe('the README', () => {
  test('lists the commands that there are', () => {
    const rows = tableBelow('Use it', readme).map(([command = '']) => codesIn(command)[0]);
    expect(rows).toEqual(
      DOORS.map(
        ({ name, actions, takesPaths }) =>
          `statefix ${name}${actions === undefined ? '' : ' ACTION'}${takesPaths ? ' [paths...]' : ''}`,
      ),
    );
  });

  test('names hooks, and inputs of the Action, that there are', () => {
    const read = (name: string) => parse(readFileSync(join(root, name), 'utf8'));
    const [repository] = parse(fence('yaml', 'hooks:')).repos;
    const ids = (hooks: readonly { readonly id: string }[]) => hooks.map(({ id }) => id);
    expect(ids(read('.pre-commit-hooks.yaml'))).toEqual(expect.arrayContaining(ids(repository.hooks)));
    const [, step] = parse(fence('yaml', 'uses: OWNER')).steps;
    expect(Object.keys(read('action.yml').inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
  });

  test('lists only names on disk that the reference lists', () => {
    const reference = readFileSync(join(root, 'docs/reference.md'), 'utf8');
    const names = (text: string) =>
      tableBelow(text === readme ? 'What it leaves on disk' : 'What statefix leaves on disk', text).map(
        ([name = '']) => codesIn(name)[0],
      );
    expect(names(reference)).toEqual(expect.arrayContaining([...names(readme)]));
  });

  test('gives the command that sets up and tests', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(fence('sh', 'npm')).toBe('npm cit\n');
    expect(scripts.test).toContain('vitest run');
  });
});
