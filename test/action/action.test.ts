import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { readInputs } from '../../src/action/inputs.ts';
import { neutral } from '../../src/action/neutral.ts';
import { runNode, type Spawned } from '../support/spawn.ts';

const GOOD =
  '{"version":1,"daemon_state":"stopped","current_session":null,"stats":{"saves_count":0,"total_resumes":0}}\n';
const OLD = GOOD.replace('"version":1,', '');

let root = '';
let cwd = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'statefix-action-'));
  cwd = join(root, 'workspace');
  mkdirSync(cwd);
  for (const name of ['output', 'summary']) writeFileSync(join(root, name), '');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function run(inputs: Readonly<Record<string, string>>): Promise<Spawned> {
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return runNode(join(inject('dist'), 'action.js'), [], {
    cwd,
    env: {
      ...Object.fromEntries(given),
      GITHUB_OUTPUT: join(root, 'output'),
      GITHUB_STEP_SUMMARY: join(root, 'summary'),
      GITHUB_WORKSPACE: cwd,
      RUNNER_TEMP: root,
    },
  });
}

function put(name: string, text: string): void {
  writeFileSync(join(cwd, name), text, { mode: 0o600 });
}

function outputs(): Map<string, string> {
  const text = readFileSync(join(root, 'output'), 'utf8');
  return new Map(
    [...text.matchAll(/^([a-z-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm)].map(([, name = '', , value = '']) => [name, value]),
  );
}

describe('the Action', () => {
  test('passes on a healthy file, with outputs, summary and report', async () => {
    put('state.json', GOOD);
    const { code, stdout } = await run({ command: 'check', kind: 'daemon', paths: 'state.json' });
    expect([code, stdout.includes('::error')]).toEqual([0, false]);
    expect(Object.fromEntries(outputs())).toMatchObject({ errors: '0', warnings: '0', changed: '0' });
    expect(JSON.parse(readFileSync(outputs().get('report-path') ?? '', 'utf8'))).toMatchObject({ command: 'check' });
    expect(readFileSync(join(root, 'summary'), 'utf8')).toContain('## statefix check');
  });

  test('tells in its log what it could not take away', async () => {
    put('state.json', OLD);
    mkdirSync(join(cwd, '.tmp-fffffc00/nested'), { recursive: true });
    const { code, stdout } = await run({ command: 'migrate', kind: 'daemon', paths: 'state.json' });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^not-removed: .*\.tmp-fffffc00$/m);
  });

  test('fails on a broken one, with an annotation at its place', async () => {
    put('state.json', '{\n  "version": }\n');
    const { code, stdout } = await run({ kind: 'daemon', paths: 'state.json' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error title=SYNTAX_INVALID,file=state\.json,line=2,endLine=2,col=\d+,endColumn=\d+::/m);
    expect(outputs().get('errors')).toBe('1');
  });

  test('migrates, and says how many changed', async () => {
    put('state.json', OLD);
    const { code } = await run({ command: 'migrate', kind: 'daemon', paths: 'state.json\n' });
    expect([code, outputs().get('changed')]).toEqual([0, '1']);
    expect(readFileSync(join(cwd, 'state.json'), 'utf8')).toContain('"version":1');
  });

  test('with strict fails on warnings', async () => {
    put('state.json', OLD);
    expect((await run({ kind: 'daemon', paths: 'state.json', strict: 'true' })).code).toBe(1);
  });

  test('tells at most ten annotations a level', async () => {
    for (let index = 0; index < 15; index += 1) put(`f${index}.json`, '{');
    const { stdout } = await run({ kind: 'daemon', paths: '.' });
    const errors = stdout.match(/^::error .*/gm) ?? [];
    expect(errors).toHaveLength(10);
    expect(errors.at(-1)).toContain('6 more errors');
  });

  test('lets no text of a file command the runner', async () => {
    put('::set-output name=x::y.json', '{"##[command]": "\\n::error::x"');
    put('state.json', '{"version":1,"##[add-mask]x":1,"daemon_state":"::stop-commands::x"}');
    const { stdout } = await run({ kind: 'daemon', paths: '.' });
    const commands = stdout.split('\n').filter((line) => /^\s*::|##\[/.test(line));
    expect(
      commands.filter(
        (line) => !/^::(?:error|warning|notice) title=/.test(line) && !line.startsWith('::error::Checked'),
      ),
    ).toEqual([]);
  });

  test.each([
    [
      { command: 'chek' },
      'USAGE: Unknown command "chek". Did you mean check? The commands: check, migrate, repair, seal, status.',
    ],
    [{ strict: 'maybe' }, 'USAGE: The input strict is "maybe". Write true or false.'],
  ])('%j is refused', async (inputs, sentence) => {
    const { code, stdout } = await run(inputs);
    expect(code).toBe(2);
    expect(stdout).toContain(`::error::${sentence}`);
  });

  test('cannot read standard input', async () => {
    const { code, stdout } = await run({ kind: 'daemon', paths: '-' });
    expect(code).toBe(2);
    expect(stdout).toContain('an Action does not have');
  });
});

test('the inputs and outputs in action.yml are those that are read and written', () => {
  const action = parse(readFileSync(join(import.meta.dirname, '../../action.yml'), 'utf8'));
  const read: string[] = [];
  readInputs((name) => {
    read.push(name);
    return '';
  });
  expect(Object.keys(action.inputs).sort()).toEqual(read.sort());
  expect(Object.keys(action.outputs)).toEqual(['errors', 'warnings', 'changed', 'report-path']);
  expect(action.runs).toEqual({ using: 'node24', main: 'dist/action.js' });
});

test.each([
  ['::error::x', ': :error::x'],
  ['  ::x', '  : :x'],
  ['a ##[y]', 'a # #[y]'],
  ['a::b', 'a::b'],
  ['x\n::y', 'x\n: :y'],
])('%j is printed as %j', (text, safe) => {
  expect(neutral(text)).toBe(safe);
});
