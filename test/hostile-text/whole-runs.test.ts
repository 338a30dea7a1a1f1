import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { errnoOf } from '../../src/model/errors.ts';
import { visible } from '../../src/model/visible.ts';
import { runStep } from '../action/runner/step.ts';
import { APP_REGISTRY, aProject, newDirectory } from '../support/project.ts';
import { runNode, type Spawned } from '../support/spawn.ts';
import { strangersIn } from './page.ts';
import { commandsIn } from './runner.ts';
import { COMMANDS, HOSTILE, LONG } from './strings.ts';

const TITLE = '::add-mask::x\n##[error]<b>@someone';

const SCHEMA = JSON.stringify({
  title: TITLE,
  description: TITLE,
  type: 'object',
  properties: {
    version: { const: 1 },
    name: { title: TITLE, enum: ['one', TITLE] },
    choice: {
      anyOf: [
        { title: TITLE, type: 'integer' },
        { title: TITLE, pattern: '^##' },
      ],
    },
  },
  required: ['version'],
  additionalProperties: false,
});

const MIGRATION = `export const up = ({ name, ...rest }) => ({ ...rest, ...(name === undefined ? {} : { title: name }) });\n`;

/** A project in which every hostile text is the name of a file, a version, a key and a value. */
function aHostileProject(): string {
  const root = newDirectory();
  for (const folder of ['schemas/app', 'migrations/app', 'state']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'schemas/app/1.schema.json'), SCHEMA);
  writeFileSync(join(root, 'schemas/app/2.schema.json'), '{"type": "object", "required": ["version"]}');
  writeFileSync(join(root, 'migrations/app/2_rename.mjs'), MIGRATION);
  writeFileSync(
    join(root, 'statefix.config.yaml'),
    "version: 1\nkinds:\n  app: { files: ['state/**/*.{json,yaml}'] }\n",
  );
  [...HOSTILE, ...LONG].forEach((text, index) => {
    write(root, nameOf(text, index), contentOf(text, index));
  });
  return root;
}

function contentOf(text: string, index: number): string {
  switch (index % 4) {
    case 0:
      return JSON.stringify({ version: text });
    case 1:
      return JSON.stringify({ version: 1, name: text, choice: text });
    case 2:
      return JSON.stringify({ version: 1, [text]: text }, null, 2);
    default:
      // Not JSON at all: the lines stand in the file as they are.
      return `{ "version": 1,\n${text}\n`;
  }
}

/** In a directory of its own where the text begins, so that a path begins with it, too. */
function nameOf(text: string, index: number): string {
  const name = Buffer.from(text.toWellFormed().replace(/[/\0]/g, '_')).subarray(0, 120).toString('utf8');
  return `state/${index}/${name}.json`;
}

/** A file system may refuse a name; nobody has to read it then. */
function write(root: string, name: string, content: string): void {
  try {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), content);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}

const run = (cwd: string, ...args: readonly string[]): Promise<Spawned> =>
  runNode(join(inject('dist'), 'cli.js'), args, { cwd, env: { GITHUB_ACTIONS: 'true' } });

function unseenIn(text: string): readonly string[] {
  return text.split('\n').filter((line) => visible(line.replaceAll('\t', '')) !== line.replaceAll('\t', ''));
}

/** What came of it on both streams that should not have: commands of the runner, and what a terminal obeys. */
function obeyedIn({ stdout, stderr }: Spawned): readonly unknown[] {
  return [...commandsIn(stdout), ...commandsIn(stderr), ...unseenIn(stdout), ...unseenIn(stderr)].slice(0, 5);
}

describe('the command line', () => {
  const root = aHostileProject();

  test.each<[string, readonly string[], RegExp]>([
    ['text', ['check', '--verbose'], /Checked [0-9]{3} files: [0-9]{3} errors/],
    ['json', ['check', '--format', 'json'], /"errors": [0-9]{3}/],
    ['jsonl', ['check', '--format', 'jsonl'], /"errors":[0-9]{3}/],
    ['sarif', ['check', '--format', 'sarif'], /"exitCode":1/],
    ['junit', ['check', '--format', 'junit'], /failures="[0-9]{3}"/],
    ['markdown', ['check', '--format', 'markdown'], /<td>error<\/td>/],
    ['status', ['status'], /VERSION_UNKNOWN/],
    ['a migration that is only planned', ['migrate', '--dry-run'], /failed|errors/],
    ['candidates', ['repair', '--list'], /no candidates/],
    ['candidates as JSON', ['repair', '--list', '--format', 'json'], /"candidates"/],
  ])('%s: nothing is obeyed', async (_, args, expected) => {
    const spawned = await run(root, ...args);
    expect(spawned.stdout + spawned.stderr).toMatch(expected);
    expect(obeyedIn(spawned)).toEqual([]);
  });

  test('a page of Markdown holds nothing that is not ours', async () => {
    const { stdout } = await run(root, 'check', '--format', 'markdown');
    expect(Buffer.byteLength(stdout)).toBeLessThan(900_000);
    expect(strangersIn(stdout)).toEqual([]);
  });

  test('annotations are those of statefix alone', async () => {
    const { stdout } = await run(root, 'check', '--format', 'github');
    const commands = commandsIn(stdout);
    expect(commands).toHaveLength(20);
    for (const { name, properties } of commands) {
      expect(['error', 'warning']).toContain(name);
      expect(properties.get('title')).toMatch(/^(?:[A-Z_]+|statefix)$/);
    }
  });

  test.each(COMMANDS.filter((_, index) => index % 4 === 0))('%j as an argument is not obeyed', async (text) => {
    const lines = [
      ['check', text],
      ['check', `./${text}`],
      [text],
      ['check', '--kind', text],
      ['check', `--${text}`],
      ['check', '--format', text],
      ['merge-reports', text],
      ['explain', text],
    ];
    for (const args of lines) {
      const spawned = await run(root, ...args);
      expect([args, spawned.code, obeyedIn(spawned)]).toEqual([args, 2, []]);
    }
  });

  test('a difference shows lines as they are, and none is obeyed', async () => {
    const lines = COMMANDS.filter((text) => visible(text) === text).flatMap((text) => [`  ${text}`, `  # ${text}`]);
    const folder = aProject({
      ...APP_REGISTRY,
      'a.yaml': `version: 1\nname: |\n${lines.join('\n')}\nmore: x\n`,
    });
    const spawned = await run(folder, 'migrate', '--dry-run', '--to', '2', 'a.yaml');
    expect([spawned.code, spawned.stdout]).toEqual([
      0,
      expect.stringContaining('\n+title: |\n   : :add-mask::secret\n'),
    ]);
    expect(obeyedIn(spawned)).toEqual([]);
  });

  test('a report with hostile text, joined, is not obeyed', async () => {
    await run(root, 'check', '--quiet', '--format', 'json=report.json');
    for (const format of ['text', 'json', 'jsonl', 'sarif', 'junit', 'markdown']) {
      expect(obeyedIn(await run(root, 'merge-reports', 'report.json', '--format', format))).toEqual([]);
    }
  });
});

describe('the Action', () => {
  test('the runner obeys its annotations alone, and its summary holds nothing that is not ours', async () => {
    const step = await runStep({ workspace: aHostileProject() });
    expect(step.code).toBe(1);
    expect([...new Set(step.commands.map(({ name }) => name))].sort()).toEqual(['error', 'warning']);
    expect(step.annotations.length).toBeLessThanOrEqual(20);
    expect(commandsIn(step.log)).toEqual([]);
    expect(unseenIn(step.log)).toEqual([]);
    expect(strangersIn(step.summary)).toEqual([]);
  });
});

test('a log that prints the name of a file as it is would be obeyed', async () => {
  const naive = HOSTILE.map((text, index) => `${nameOf(text, index).split('/').slice(2).join('/')}: error\n`).join('');
  expect(commandsIn(naive).length).toBeGreaterThan(20);
});
