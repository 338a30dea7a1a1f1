import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { namesIn } from '../support/project.ts';
import { runNode } from '../support/spawn.ts';
import { makeTree } from '../support/tree.ts';

const CLI = join(inject('dist'), 'cli.js');
const stateOf = (count: number) =>
  `{ "version": 1, "daemon_state": "paused", "current_session": null, "stats": { "saves_count": ${count}, "total_resumes": 0 } }\n`;
const CUT = '{ "version": 1, "daemon_state": "pau';
const CONFIG = 'version: 1\nkinds:\n  daemon:\n    files: [state.json]\n    mode: "0666"\n';
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

function aBrokenProject(): string {
  return makeTree({
    'statefix.config.yaml': CONFIG,
    'state.json': CUT,
    'state.json.bak': stateOf(3),
    'state.json.tmp': stateOf(4),
  });
}

/** What a person at a terminal sees, who waits for a text and then types a key or a line, as often as said. */
function typeInto(
  root: string,
  words: readonly string[],
  turns: readonly (readonly [awaited: string, typed: string])[],
): Promise<{ readonly code: number | null; readonly screen: string }> {
  const command = [process.execPath, CLI, ...words].map((word) => `'${word}'`).join(' ');
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'], HOME: root, TERM: 'dumb' };
    const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: root, env });
    let screen = '';
    let seen = 0;
    const left = [...turns];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      screen += text;
      for (let [turn] = left; turn !== undefined; [turn] = left) {
        const at = screen.indexOf(turn[0], seen);
        if (at === -1) return;
        seen = at + turn[0].length;
        child.stdin.write(turn[1]);
        left.shift();
      }
    });
    child.on('error', reject).on('close', (code) => resolve({ code, screen: screen.replaceAll('\r\n', '\n') }));
  });
}

/** A pseudo terminal comes with `script` of util-linux. */
const hasTerminal = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;
const PROMPT = 'leave the file as it is: ';

describe.skipIf(!hasTerminal)('repair --interactive on a terminal', () => {
  test('takes the candidate that was chosen', async () => {
    const root = aBrokenProject();
    const { code, screen } = await typeInto(root, ['repair', '--interactive'], [[PROMPT, 'temp\n']]);
    expect(screen).toContain('[1] bak  [2] temp:state.json.tmp  ');
    expect(screen).toContain('state.json: restored from state.json.tmp (version 1, written ');
    expect(code).toBe(0);
    expect(readFileSync(join(root, 'state.json'), 'utf8')).toBe(stateOf(4));
    const aside = namesIn(root).find((name) => name.startsWith('state.json.corrupt-')) ?? '';
    expect(readFileSync(join(root, aside), 'utf8')).toBe(CUT);
  });

  test('asks again until it is understood', async () => {
    const root = aBrokenProject();
    const turns = [
      [PROMPT, 'bka\n'],
      [`bka is none of them. Did you mean bak?`, '1\n'],
    ] as const;
    expect((await typeInto(root, ['repair', '--interactive'], turns)).code).toBe(0);
    expect(readFileSync(join(root, 'state.json'), 'utf8')).toBe(stateOf(3));
  });

  test.each([
    ['an empty line', '\n', 1],
    ['the end of input', CTRL_D, 1],
    ['an interrupt', CTRL_C, 130],
  ])('changes nothing where the answer is %s', async (_, typed, exitCode) => {
    const root = aBrokenProject();
    const before = namesIn(root);
    const { code, screen } = await typeInto(root, ['repair', '--interactive'], [[PROMPT, typed]]);
    expect(screen).toContain('SYNTAX_INVALID');
    expect(code).toBe(exitCode);
    expect(namesIn(root)).toEqual(before);
    expect(readFileSync(join(root, 'state.json'), 'utf8')).toBe(CUT);
  });

  test('asks of each hunk of a conflict which side is taken', async () => {
    const root = makeTree({
      'statefix.config.yaml': CONFIG,
      'state.json': [
        '{ "version": 1,',
        ...[
          '<<<<<<< HEAD',
          '  "daemon_state": "paused",',
          '=======',
          '  "daemon_state": "monitoring",',
          '>>>>>>> other',
        ],
        '  "current_session": null,',
        ...['<<<<<<< HEAD', '  "stats": { "saves_count": 1, "total_resumes": 0 }', '======='],
        ...['  "stats": { "saves_count": 2, "total_resumes": 0 }', '>>>>>>> other', '}', ''],
      ].join('\n'),
    });
    const turns = [
      [PROMPT, 'theirs\n'],
      [PROMPT, 'o\n'],
    ] as const;
    const { code, screen } = await typeInto(root, ['repair', '--interactive'], turns);
    expect(screen).toContain('conflict 2 of 2');
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(join(root, 'state.json'), 'utf8'))).toMatchObject({
      daemon_state: 'monitoring',
      stats: { saves_count: 1 },
    });
  });
});

describe('repair --interactive', () => {
  test('is refused where there is no terminal: exit 2, nothing is changed', async () => {
    const root = aBrokenProject();
    const { code, stdout, stderr } = await runNode(CLI, ['repair', '--interactive'], { cwd: root, input: 'bak\n' });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('error USAGE --interactive asks on a terminal, and there is none');
    expect(stderr).toContain('statefix repair --list');
    expect(readFileSync(join(root, 'state.json'), 'utf8')).toBe(CUT);
  });

  test('is refused for the document on standard input', async () => {
    const { code, stderr } = await runNode(CLI, ['repair', '--interactive', '-'], {
      cwd: aBrokenProject(),
      input: CUT,
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining('where - is the document')]);
  });
});

describe('repair --list', () => {
  test('shows the candidates, and changes nothing', async () => {
    const root = aBrokenProject();
    const before = namesIn(root);
    const { code, stdout, stderr } = await runNode(CLI, ['repair', '--list'], { cwd: root });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ {2}\* bak +1 +20/m);
    expect(stdout).toMatch(/^ {2}- temp:state\.json\.tmp +1 +20/m);
    expect(stdout).toContain(
      'hint: To take the one that is marked: statefix repair state.json. For another one: statefix',
    );
    expect(namesIn(root)).toEqual(before);
  });

  test('gives one JSON document', async () => {
    const { code, stdout } = await runNode(CLI, ['repair', '--list', '--format', 'json'], { cwd: aBrokenProject() });
    const { version, command, files } = JSON.parse(stdout);
    expect([code, version, command]).toEqual([0, 1, 'repair list']);
    expect(files[0]).toMatchObject({ path: 'state.json', kind: 'daemon', isHealthy: false });
    expect(files[0].candidates[0]).toMatchObject({ name: 'bak', source: 'state.json.bak', isChosen: true });
  });

  test.each([
    ['its mode', stateOf(1), 'its content needs no other; repair mends what is beside it'],
    ['its newer version', stateOf(1).replace('1,', '9,'), 'repair leaves it alone; why, says statefix check'],
  ])('of a file with nothing wrong but %s offers nothing', async (_, state, told) => {
    const root = makeTree({
      'statefix.config.yaml': CONFIG.replace('0666', '0600'),
      'state.json': state,
      'state.json.bak': stateOf(3),
    });
    const { stdout } = await runNode(CLI, ['repair', '--list'], { cwd: root });
    expect(stdout).toBe(`state.json: ${told}\n`);
  });

  test('of a healthy file is one line', async () => {
    const root = makeTree({ 'statefix.config.yaml': CONFIG, 'state.json': stateOf(1) });
    const { code, stdout } = await runNode(CLI, ['repair', '--list'], { cwd: root });
    expect([code, stdout]).toEqual([0, 'state.json: healthy, nothing is to be repaired\n']);
  });
});
