import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { aProject } from '../support/project.ts';
import { isWindows } from '../support/system.ts';
import { SUBJECTS, sealed } from './table/subjects.ts';

// As a new user would: something happened to a state file. `check`, read the hint, type what it says; no other help.

const UNSEALED = `sha256:${'0'.repeat(64)}`;

function savedGame(level: number, note: string, version = 2): string {
  return sealed(`# The game that Ada left.
version: ${version}
${version === 1 ? 'name' : 'player'}: Ada # since the first of May
level: ${level}
place:
  room: library
  x: 12
note: ${note}
checksum: ${UNSEALED}
`);
}

function schemaOf(version: number): string {
  const name = version === 1 ? 'name' : 'player';
  const required = ['version', name, 'level', 'place', 'note', 'checksum'];
  const properties = { version: { const: version }, level: { type: 'integer' }, checksum: { type: 'string' } };
  return JSON.stringify({ type: 'object', required, properties });
}

/** A project in git in which a program saved twice: the older game is committed, the newer one stands in the file. */
function aSavedGame(): string {
  const root = aProject({
    'statefix.config.yaml': 'version: 1\nkinds:\n  game: { files: [saves/*.yaml], checksum: /checksum }\n',
    '.gitignore': '*.bak\n*.corrupt-*\n*.lock\n',
    'schemas/game/1.schema.json': schemaOf(1),
    'schemas/game/2.schema.json': schemaOf(2),
    'migrations/game/2_player.mjs': 'export const up = ({ name, ...rest }) => ({ ...rest, player: name });\n',
    'saves/ada.yaml': savedGame(6, 'old'),
  });
  git(root, 'init', '-q', '-b', 'main');
  commit(root, 'a game');
  writeFileSync(join(root, 'saves/ada.yaml'), savedGame(7, 'new'));
  putOnPath(root);
  return root;
}

/** Makes `statefix` a word that can be typed there. */
function putOnPath(root: string): void {
  const bin = join(root, '.bin');
  mkdirSync(bin);
  const cli = join(inject('dist'), 'cli.js');
  writeFileSync(join(bin, 'statefix'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`);
  chmodSync(join(bin, 'statefix'), 0o755);
}

function git(root: string, ...words: readonly string[]): void {
  const who = ['-c', 'user.name=A Person', '-c', 'user.email=person@example.org', '-c', 'core.autocrlf=false'];
  execFileSync('git', [...who, ...words], { cwd: root, stdio: 'pipe' });
}

function commit(root: string, message: string): void {
  git(root, 'add', 'saves', 'schemas', 'migrations', 'statefix.config.yaml', '.gitignore');
  git(root, 'commit', '-q', '-m', message);
}

interface Typed {
  readonly status: number | null;
  readonly text: string;
}

/** What a person types, and all that they read of it. */
function type(root: string, line: string): Typed {
  const env = { PATH: `${join(root, '.bin')}:${process.env['PATH']}`, HOME: root };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], { cwd: root, env, encoding: 'utf8' });
  return { status, text: stdout + stderr };
}

/** The first command that a hint names, without what it says around it. */
function commandIn(text: string): string | undefined {
  const hints = text.split('\n').filter((line) => /^\s*hint: /.test(line));
  for (const hint of hints) {
    const [, command] = /: (statefix \S.*?)(?:[;,.](?:\s|$)|$)/.exec(hint) ?? [];
    if (command !== undefined) return command.trim();
  }
  return undefined;
}

interface Accident {
  readonly name: string;
  readonly happen: (root: string, path: string) => void;
}

function accident(name: string, happen: Accident['happen']): Accident {
  return { name, happen };
}

const ACCIDENTS: readonly Accident[] = [
  accident('a file that was cut short', (_, path) => truncateSync(path, 90)),
  accident('a file full of NULs after a power cut', (_, path) => {
    writeFileSync(path, Buffer.alloc(readFileSync(path).length));
  }),
  accident('a merge that was left with conflict markers', (root, path) => {
    git(root, 'checkout', '-q', '-b', 'other');
    commit(root, 'theirs');
    git(root, 'checkout', '-q', 'main');
    writeFileSync(path, savedGame(8, 'ours'));
    commit(root, 'ours');
    expect(() => git(root, 'merge', '-q', 'other')).toThrow();
  }),
  accident('a value that was edited by hand', (_, path) => {
    writeFileSync(path, readFileSync(path, 'utf8').replace('level: 7', 'level: 70'));
  }),
  accident('a file whose version somebody raised by hand', (_, path) => {
    writeFileSync(path, savedGame(6, 'old', 1).replace('version: 1', 'version: 2'));
  }),
  accident('a file that was deleted, with an older backup beside it', (_, path) => {
    rmSync(path);
    writeFileSync(`${path}.bak`, savedGame(5, 'older', 1));
  }),
];

/** What was typed to get back to health; the last `check` says so. */
function walkedBack(root: string, check: string): { readonly typed: readonly string[]; readonly last: Typed } {
  const typed: string[] = [];
  let last = type(root, check);
  while (last.status !== 0 && typed.length < 2) {
    const command = commandIn(last.text);
    if (command === undefined) break;
    typed.push(command);
    const done = type(root, command);
    // A command that refuses says what to type instead.
    last = done.status === 0 || commandIn(done.text) === undefined ? type(root, check) : done;
  }
  return { typed, last };
}

const CHECK = 'statefix check saves/ada.yaml';

describe.skipIf(isWindows)('a new user who types what the hint says', () => {
  const walks: string[] = [];
  afterAll(() => process.stdout.write(walks.map((walk) => `accident: ${walk}\n`).join('')));

  test.each(ACCIDENTS)('mends $name within two commands', ({ name, happen }) => {
    const root = aSavedGame();
    const path = join(root, 'saves/ada.yaml');
    happen(root, path);
    expect(type(root, CHECK).status).toBe(1);
    const { typed, last } = walkedBack(root, CHECK);
    walks.push(`${name}: ${typed.join(', then ')}`);
    expect(last).toMatchObject({ status: 0 });
    expect(typed.length).toBeGreaterThan(0);
    expect(readFileSync(path, 'utf8')).toContain('# since the first of May');
    rmSync(root, { recursive: true, force: true });
  });

  test('mends a lone file of a built-in kind, with a blank in its name and no config', () => {
    const { now, before } = SUBJECTS.daemon;
    const root = aProject({ 'my state.json:0600': now.slice(0, 70), 'my state.json.bak:0600': before });
    putOnPath(root);
    const { typed, last } = walkedBack(root, "statefix check --kind daemon 'my state.json'");
    expect(typed).toEqual(["statefix repair --kind daemon 'my state.json'"]);
    expect(last).toMatchObject({ status: 0 });
    expect(readFileSync(join(root, 'my state.json'), 'utf8')).toBe(before);
    rmSync(root, { recursive: true, force: true });
  });

  test('cannot mend what nobody has kept', () => {
    const root = aSavedGame();
    rmSync(join(root, '.git'), { recursive: true });
    truncateSync(join(root, 'saves/ada.yaml'), 0);
    const { last } = walkedBack(root, CHECK);
    expect(last.status).not.toBe(0);
    expect(readFileSync(join(root, 'saves/ada.yaml'), 'utf8')).toBe('');
    rmSync(root, { recursive: true, force: true });
  });
});
