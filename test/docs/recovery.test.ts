import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { sealed } from '../recovery/table/subjects.ts';
import { runNode } from '../support/spawn.ts';
import { isWindows } from '../support/system.ts';
import { makeTree } from '../support/tree.ts';
import { fencesOf } from './fences.ts';
import { writeFences } from './shown-run.ts';

// The page is its own test: each block of a session is run in a project to which the accident of its section has happened. `vitest -u` writes what is said.

const PAGE = resolve(import.meta.dirname, '../../docs/recovery.md');
const CLI = join(inject('dist'), 'cli.js');
const page = readFileSync(PAGE, 'utf8');
const files = fencesOf(page);
const PATH = 'saves/ada.yaml';

/** The game of the page at other moments. */
function game(changes: Readonly<Record<string, string>>): string {
  const shown = files.find(({ name }) => name === PATH)?.text ?? '';
  const unsealed = shown.replace(/sha256:[0-9a-f]{64}/, `sha256:${'0'.repeat(64)}`);
  return sealed(Object.entries(changes).reduce((text, [from, to]) => text.replace(from, to), unsealed));
}

const NOW = game({});
const EARLIER = game({ 'level: 7': 'level: 6', '  - map\n': '' });
const FIRST = game({ 'version: 2': 'version: 1', 'player: Ada': 'name: Ada', 'level: 7': 'level: 1', '  - map\n': '' });

function schemaOf(version: number): string {
  const name = version === 1 ? 'name' : 'player';
  const required = ['version', name, 'level', 'items', 'note', 'checksum'];
  const properties = { version: { const: version }, level: { type: 'integer' }, checksum: { type: 'string' } };
  return JSON.stringify({ type: 'object', required, properties });
}

const REGISTRY = {
  'schemas/game/1.schema.json': schemaOf(1),
  'schemas/game/2.schema.json': schemaOf(2),
  'migrations/game/2_player.mjs': 'export const up = ({ name, ...rest }) => ({ ...rest, player: name });\n',
  '.gitignore': '*.bak\n*.corrupt-*\n*.lock\n',
};

/** In the middle of the note. */
const CUT = NOW.indexOf('in the library') + 4;

interface Place {
  readonly root: string;
  readonly path: string;
}

/** What happens to the file, by the heading of the section. */
const ACCIDENTS: Readonly<Record<string, (place: Place) => Promise<void> | void>> = {
  'The file was cut short': (place) => {
    putBak(place, EARLIER);
    truncateSync(place.path, CUT);
  },
  'The file is full of NULs': async ({ root, path }) => {
    writeFileSync(path, EARLIER);
    await runNode(CLI, ['backup', 'create', PATH], { cwd: root });
    writeFileSync(path, Buffer.alloc(NOW.length));
  },
  'The file has conflict markers': ({ root, path }) => {
    const git = gitIn(root);
    git('checkout', '-q', '-b', 'feature');
    writeFileSync(path, game({ 'level: 7': 'level: 9' }));
    git('commit', '-q', '-a', '-m', 'level 9');
    git('checkout', '-q', 'main');
    writeFileSync(path, game({ 'level: 7': 'level: 8' }));
    git('commit', '-q', '-a', '-m', 'level 8');
    expect(() => git('merge', '-q', 'feature')).toThrow();
    git('commit', '-q', '-a', '-m', 'merged');
  },
  'A value was edited by hand': ({ root, path }) => {
    gitIn(root)('commit', '-q', '-a', '-m', 'level 7');
    writeFileSync(path, NOW.replace('level: 7', 'level: 70'));
  },
  'The file is gone': (place) => {
    rmSync(join(place.root, '.git'), { recursive: true });
    putBak(place, FIRST);
    rmSync(place.path);
  },
  'When nothing can serve': ({ root, path }) => {
    rmSync(join(root, '.git'), { recursive: true });
    truncateSync(path, NOW.indexOf('checksum') + 5);
  },
  'When it was the wrong one': (place) => {
    putBak(place, EARLIER);
    truncateSync(place.path, CUT);
  },
};

function putBak({ path }: Place, text: string): void {
  writeFileSync(`${path}.bak`, text);
  utimesSync(`${path}.bak`, new Date('2026-11-20T18:00:00Z'), new Date('2026-11-20T18:00:00Z'));
}

function gitIn(root: string): (...words: readonly string[]) => void {
  const who = { GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.org' };
  const committer = { GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.org' };
  const dates = { GIT_AUTHOR_DATE: '2026-11-20T12:00:00Z', GIT_COMMITTER_DATE: '2026-11-20T12:00:00Z' };
  const env = { PATH: process.env['PATH'], HOME: root, ...who, ...committer, ...dates };
  return (...words) => {
    execFileSync('git', ['-c', 'core.autocrlf=false', ...words], { cwd: root, env, stdio: 'pipe' });
  };
}

/** The project of the page in git, the game saved once more since the last commit. */
function aProjectOfThePage(): Place {
  const root = makeTree(REGISTRY);
  mkdirSync(join(root, 'saves'));
  writeFences(root, files);
  const path = join(root, PATH);
  writeFileSync(path, EARLIER);
  const git = gitIn(root);
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'a game');
  writeFileSync(path, NOW);
  return { root, path };
}

/** What a terminal shows, with the moment of the run set to one that does not change. */
function shown(text: string): string {
  return text
    .replaceAll(/corrupt-\d{8}T\d{6}Z/g, 'corrupt-20261121T102030Z')
    .replaceAll(/\d{8}T\d{9}Z-(\w+)-[0-9a-f]{8}/g, '20261120T190000000Z-$1-5d2f0c61')
    .replaceAll(/2026-11-2[1-9]T[0-9:.]+Z|20(?!26-11-20)\d\d-\d\d-\d\dT[0-9:.]+Z/g, '2026-11-20T19:00:00Z');
}

/** The session with what each of its commands says now. */
async function replayed(session: string, root: string): Promise<string> {
  const commands = session.split('\n').filter((line) => line.startsWith('$ statefix '));
  let text = '';
  for (const command of commands) {
    const { stdout, stderr } = await runNode(CLI, command.split(' ').slice(2), { cwd: root });
    text += `${command}\n${shown(stdout + stderr).trimEnd()}\n`;
  }
  return text;
}

/** The page as it would be if it were written now. */
async function written(): Promise<string> {
  let text = page.replace(/^```yaml saves\/ada\.yaml\n[\s\S]*?^```$/m, () => `\`\`\`yaml ${PATH}\n${NOW}\`\`\``);
  for (const [heading, happen] of Object.entries(ACCIDENTS)) {
    const place = aProjectOfThePage();
    await happen(place);
    const section = sectionOf(text, heading);
    let renewed = section;
    for (const { text: session } of fencesOf(section).filter(({ language }) => language === 'console')) {
      const now = await replayed(session, place.root);
      renewed = renewed.replace(`\`\`\`console\n${session}`, () => `\`\`\`console\n${now}`);
    }
    text = text.replace(section, () => renewed);
  }
  return text;
}

function sectionOf(text: string, heading: string): string {
  const section = text.split(/^(?=## )/m).find((part) => part.startsWith(`## ${heading}\n`));
  if (section === undefined) throw new Error(`no section ${heading}`);
  return section;
}

describe.skipIf(isWindows)('the page about recovery', () => {
  test('shows what its commands say', async () => {
    await expect(await written()).toMatchFileSnapshot(PAGE);
  });

  test('shows a healthy game', () => {
    expect(page).toContain(NOW);
  });

  test('has a session in each section that an accident happens in', () => {
    for (const heading of Object.keys(ACCIDENTS))
      expect(sectionOf(page, heading)).toMatch(/^```console\n\$ statefix /m);
  });
});
