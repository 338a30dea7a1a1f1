import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createCompiler, NO_SCHEMAS } from '../../src/registry/validator.ts';
import { runIn } from '../docs/shown-run.ts';
import { makeTree } from '../support/tree.ts';

const schema = (version: number, more: object = {}) =>
  JSON.stringify({ type: 'object', properties: { version: { const: version }, ...more } });

/** A project whose every name is spelt right: a kind of two versions, a config, an old state. */
const PROJECT = {
  'statefix.config.yaml': 'version: 1\nkinds:\n  game:\n    files: [state.json]\n',
  'schemas/game/1.schema.json': schema(1),
  'schemas/game/2.schema.json': schema(2, { lives: { type: 'integer' } }),
  'migrations/game/2_add-lives.mjs': 'export const up = (state) => ({ ...state, lives: 3 });\n',
  'state.json': '{ "version": 1 }\n',
};

/** What is said on standard error, and the exit code, of `statefix` with these words in the project with these changes. */
async function said(words: string, changes: Readonly<Record<string, string | undefined>> = {}) {
  const files = Object.entries({ ...PROJECT, ...changes }).flatMap(([path, text]) =>
    text === undefined ? [] : [[path, text] as const],
  );
  const { exitCode, stderr } = await runIn(makeTree(Object.fromEntries(files)), words.split(' '));
  return { exitCode, stderr };
}

test('in the project itself nothing is misspelt', async () => {
  expect(await said('migrate')).toEqual({ exitCode: 0, stderr: '' });
});

describe('a misspelt path', () => {
  test.each([
    ['check stat.json', 'stat.json does not exist', 'Did you mean state.json?'],
    ['check --kind game stat.json', 'stat.json does not exist, and no backup of it either', 'Did you mean state.json?'],
    ['check --config statefix.confg.yaml', 'no config at statefix.confg.yaml', '--config statefix.config.yaml?'],
    ['check --schemas shemas state.json', 'there is no directory shemas', 'Did you mean schemas?'],
    ['migrate --migrations migration state.json', 'there is no directory migration', 'Did you mean migrations?'],
    ['check --schema schemas/game/1.schema.jso state.json', 'there is no schema at', 'schemas/game/1.schema.json?'],
    ['check --schema schemas/gme/1.schema.json state.json', 'there is no schema at', 'schemas/game/1.schema.json?'],
    ['check --ref schema state.json', 'there is nothing at schema', 'Did you mean --ref schemas?'],
  ])('is answered with the nearest: %s', async (words, message, hint) => {
    const { exitCode, stderr } = await said(words);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  test('in the config is answered with the nearest', async () => {
    const config = `${PROJECT['statefix.config.yaml']}registry: { schemas: shemas }\n`;
    const { exitCode, stderr } = await said('check', { 'statefix.config.yaml': config });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('there is no directory shemas\n');
    expect(stderr).toContain('Did you mean schemas? Make it, or correct registry.schemas in the config.');
  });

  test('with nothing near it is answered without a guess', async () => {
    const { stderr } = await said('check banana.json');
    expect(stderr).toContain('hint: Check the path. To pass over');
    expect(stderr).not.toContain('Did you mean');
  });
});

describe('a config that is not named as one', () => {
  const moved = (name: string) => ({
    'statefix.config.yaml': undefined,
    [name]: PROJECT['statefix.config.yaml'],
  });

  test.each(['statefix.confg.yaml', 'statefix.yaml', '.statefix.yml', 'statefixconfig.json'])(
    'is seen where none is found: %s',
    async (name) => {
      const { exitCode, stderr } = await said('check', moved(name));
      expect(exitCode).toBe(2);
      expect(stderr).toContain(
        `hint: A config is named statefix.config.yaml: did you mean ${name} to be one? Name files`,
      );
    },
  );

  test('is not seen in other files', async () => {
    const { stderr } = await said('check', moved('settings.yaml'));
    expect(stderr).toContain('hint: Name files, directories or globs');
  });
});

describe('a folder of schemas that is not named as one', () => {
  const moved = {
    'statefix.config.yaml': undefined,
    'schemas/game/1.schema.json': undefined,
    'schemas/game/2.schema.json': undefined,
    'schema/game/1.schema.json': schema(1),
  };

  test('is seen where nothing tells the kind of a file', async () => {
    const { stderr } = await said('check state.json', moved);
    expect(stderr).toContain('hint: Did you mean schema to be schemas? ');
  });

  test('is seen where a kind has steps alone', async () => {
    const { stderr } = await said('check --kind game state.json', moved);
    expect(stderr).toContain('hint: Did you mean schema/game to be schemas/game? Add the schema of its first version');
  });
});

test.each([
  ['sate.json', 'For sate.json, did you mean state.json? '],
  ['STATE.json', 'For STATE.json, did you mean state.json? '],
  ['save/*.json', 'For save/*.json, did you mean saves/*.json? '],
  ['savs/**/a.json', 'For savs/**/a.json, did you mean saves/**/a.json? '],
  ['*.jsn', 'For *.jsn, did you mean *.json? '],
  ['saves/*.jsonc', 'For saves/*.jsonc, did you mean saves/*.json? '],
  ['*.toml', 'hint: Check the paths'],
])('a glob of the config that matches nothing is answered with what is there: %s', async (glob, hint) => {
  const config = `version: 1\nkinds:\n  game:\n    files: ['${glob}']\n`;
  const { exitCode, stderr } = await said('check', { 'statefix.config.yaml': config, 'saves/b.json': '' });
  expect(exitCode).toBe(2);
  expect(stderr).toContain('NO_FILE_MATCHED no state file matches the globs of statefix.config.yaml');
  expect(stderr).toContain(hint);
});

test.each([
  ['check', 'no file is named, and statefix.config.yaml names none', 'hint: Name files, or say'],
  ['check saves', 'no state file matches saves', 'hint: Name a kind with --kind, or say'],
])('a config that claims nothing is told what to add, for the kind at hand: %s', async (words, message, hint) => {
  const config = { 'statefix.config.yaml': 'version: 1\nkinds: {}\n', 'saves/b.json': '{ "version": 1 }' };
  const { exitCode, stderr } = await said(words, config);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain(
    `${hint} which files are of the kind game, such as kinds: { game: { files: ['game.json'] } }, in statefix.config.yaml`,
  );
});

test('a file of the config that is gone while its backup is there is told how to come back', async () => {
  const { exitCode, stderr } = await said('check', { 'state.json': undefined, 'state.json.bak': '{ "version": 1 }\n' });
  expect(exitCode).toBe(2);
  expect(stderr).toContain(
    'hint: state.json is gone, but its backup is there. To restore it: statefix repair state.json. Check the paths',
  );
});

test.each([
  ['--verison', 'Did you mean --version? The commands:'],
  ['--hlep', 'Did you mean --help? The commands:'],
])('a misspelt %s is answered', async (words, hint) => {
  expect((await said(words)).stderr).toContain(hint);
});

describe('a misspelt kind', () => {
  test('on the command line is told before any file is looked for', async () => {
    const { exitCode, stderr } = await said('check --kind gmae nowhere/');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('KIND_UNKNOWN there is no kind "gmae"\n  hint: Did you mean game?');
  });

  test('in the config is told with the config', async () => {
    const config = 'version: 1\nkinds:\n  gmae:\n    files: [state.json]\n';
    const { stderr } = await said('check', { 'statefix.config.yaml': config });
    expect(stderr).toContain('there is no kind "gmae", which statefix.config.yaml names\n  hint: Did you mean game?');
  });
});

describe('a misspelt version', () => {
  test.each([
    ['migrate --to 5', 'version 5 is newer than 2, the newest of the kind game', 'Leave --to out for the newest.'],
    ['migrate --to v2', 'the kind game has no version "v2"', 'Did you mean --to 2?'],
    ['migrate --to 2.0', 'the kind game has no version "2.0"', 'Did you mean --to 2?'],
  ])('is answered: %s', async (words, message, hint) => {
    const { exitCode, stderr } = await said(words);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });
});

describe('a misnamed file of the registry', () => {
  const step = PROJECT['migrations/game/2_add-lives.mjs'];
  const moved = (path: string) => ({ 'migrations/game/2_add-lives.mjs': undefined, [path]: step });

  test.each([
    ['migrations/game/add-lives.mjs', 'migrations/game/add-lives.mjs is not named', 'rename it 2_add-lives.mjs'],
    ['migrations/game/2-add-lives.mjs', 'migrations/game/2-add-lives.mjs is not named', 'Rename it 2_add-lives.mjs.'],
    ['migrations/gmae/2_add-lives.mjs', 'there is a gap', 'Did you mean migrations/gmae to be migrations/game?'],
    ['migration/game/2_add-lives.mjs', 'there is a gap', 'Did you mean migration/game to be migrations/game?'],
  ])('is told how it must be named: %s', async (path, message, hint) => {
    const { exitCode, stderr } = await said('check', moved(path));
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });
});

describe('several mistakes at once', () => {
  test('in a config are a line and a hint each', async () => {
    const config =
      'version: 1\nkinds:\n  game:\n    fils: [state.json]\nseverity:\n  MODE_TO_OPEN: off\nregistri: {}\n';
    const { exitCode, stderr } = await said('check', { 'statefix.config.yaml': config });
    expect(exitCode).toBe(2);
    expect(stderr.split('\n').map((line) => line.replace(/ Known are: .*/, ''))).toEqual([
      'statefix: error CONFIG_INVALID statefix.config.yaml has 3 problems',
      '  statefix.config.yaml:4:5: "fils" is no fact of a kind (at /kinds/game/fils)',
      '    hint: Did you mean "files"?',
      '  statefix.config.yaml:6:3: "MODE_TO_OPEN" is no code of a finding (at /severity/MODE_TO_OPEN)',
      '    hint: Did you mean MODE_TOO_OPEN?',
      '  statefix.config.yaml:7:1: "registri" is no setting of the config (at /registri)',
      '    hint: Did you mean "registry"?',
      '',
    ]);
  });

  test('are data in the JSON report, which its schema knows', async () => {
    const root = makeTree({ 'statefix.config.yaml': 'version: 1\nfoo: 1\nkindz: {}\n' });
    const { stdout } = await runIn(root, ['check', '--format', 'json']);
    const report = JSON.parse(stdout);
    expect(report.error).toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'statefix.config.yaml has 2 problems',
      problems: [
        { message: 'statefix.config.yaml:2:1: "foo" is no setting of the config (at /foo)' },
        { hint: expect.stringContaining('Did you mean "kinds"?') },
      ],
    });
    const schema = JSON.parse(readFileSync('schemas/statefix-report/1.schema.json', 'utf8'));
    const { validate } = await createCompiler(NO_SCHEMAS).compile({ path: 'report', schema });
    expect(validate(report)).toEqual([]);
    expect(validate({ ...report, error: { ...report.error, problems: [{}] } })).not.toEqual([]);
  });

  test('of kinds that have no file yet are told by a look at all, and not by a look at one file', async () => {
    const changes = {
      'statefix.config.yaml': `${PROJECT['statefix.config.yaml']}  later:\n    files: [later.json]\n  last:\n    files: []\n`,
      'schemas/later/1.schema.json': schema(1),
      'schemas/later/2.schema.json': schema(2),
      'schemas/last/x.schema.json': schema(1),
    };
    for (const command of ['check', 'status']) {
      const { exitCode, stderr } = await said(command, changes);
      expect(exitCode).toBe(2);
      expect(stderr).toContain('REGISTRY_INVALID the registry has 2 problems\n  there is a gap in the kind later:');
      expect(stderr).toContain('  schemas/last/x.schema.json is not named <version>.schema.json');
    }
    expect(await said('check state.json', changes)).toEqual({ exitCode: 0, stderr: '' });
    expect(await said('migrate', changes)).toEqual({ exitCode: 0, stderr: '' });
  });
});

test.each(['{ version: 1', 'version: 1\nversion: 1\n', 'version: 1\n\tkinds: {}\n'])(
  'a config that is no document is to be corrected, not repaired: %j',
  async (text) => {
    const { exitCode, stderr } = await said('check', { 'statefix.config.yaml': text });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/hint: Correct statefix\.config\.yaml at that place\./);
    expect(stderr).not.toContain('statefix repair');
  },
);

test('a config that is not UTF-8 text is to be saved as one', async () => {
  const { stderr } = await said('check', { 'statefix.config.yaml': 'version: 1\n\0' });
  expect(stderr).toContain('hint: Correct statefix.config.yaml');
  expect(stderr).not.toContain('statefix repair');
});
