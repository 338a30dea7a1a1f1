import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { hookNamed } from '../../src/commands/hooks/index.ts';
import { HOOK_NAMES, type HookName } from '../../src/commands/hooks/names.ts';
import { init } from '../../src/commands/init.ts';
import { StatefixError } from '../../src/model/errors.ts';
import { TOOL_VERSION } from '../../src/model/tool.ts';
import { aContext, addFiles, aProject, type Files, newDirectory, textOf } from '../support/project.ts';
import { isWindows } from '../support/system.ts';
import { aScene, BROKEN, canRun, HEALTHY, OLD, PROJECT } from './scene.ts';

const scene = aScene();
const { run, ensure } = scene;
const aRepository = (files: Files = {}) => scene.repository({ ...PROJECT, ...files });
const set = (root: string, hook: HookName, cwd = root) => init({ dryRun: false, hook }, aContext(cwd));

/** The file in which each is set up, where nothing is there yet. */
const FILES: Readonly<Record<HookName, string>> = {
  'pre-commit': '.pre-commit-config.yaml',
  lefthook: 'lefthook.yml',
  husky: '.husky/pre-commit',
  'lint-staged': '.lintstagedrc.json',
  git: '.git/hooks/pre-commit',
};

describe.each(HOOK_NAMES)('init --hook %s', (name) => {
  const file = FILES[name];

  test('makes its file, and says so', async () => {
    const root = aRepository();
    const { created, text } = await set(root, name);
    expect(created).toEqual([file]);
    expect(text).toContain(`Created ${file}`);
    expect(textOf(root, file)).toContain('statefix');
  });

  test('changes nothing when it is said again', async () => {
    const root = aRepository();
    await set(root, name);
    const before = textOf(root, file);
    const { created, changed, text } = await set(root, name);
    expect([created, changed, textOf(root, file)]).toEqual([[], [], before]);
    expect(text).toContain('The hook is there already.');
  });

  test('writes nothing with --dry-run', async () => {
    const root = aRepository();
    const { created, text } = await init({ dryRun: true, hook: name }, aContext(root));
    expect([created, existsSync(join(root, file))]).toEqual([[file], false]);
    expect(text).toContain(`Would create ${file}`);
  });

  test('names the config where it is not found from the root', async () => {
    const root = scene.repository({ 'my tools/statefix.config.yaml': 'version: 1\n' });
    await set(root, name, join(root, 'my tools'));
    expect(textOf(root, file)).toMatch(/--config['"\s\\,-]+my tools\/statefix\.config\.yaml/);
  });

  test('is refused outside of a repository', async () => {
    await expect(set('', name, newDirectory())).rejects.toMatchObject({
      code: 'USAGE',
      message: '--hook is for git, and this directory is in no work tree of it',
    });
  });
});

describe('a name that is no hook', () => {
  test.each([
    ['precommit', 'Did you mean pre-commit? The hooks: pre-commit, lefthook, husky, lint-staged, git.'],
    ['jenkins', 'The hooks: pre-commit, lefthook, husky, lint-staged, git.'],
  ])('%s gets the choices', (name, hint) => {
    expect(() => hookNamed(name)).toThrow(new StatefixError('USAGE', `Unknown hook "${name}"`, { hint }));
  });
});

describe('pre-commit', () => {
  const existing = `# ours
repos:
- repo: https://github.com/pre-commit/pre-commit-hooks
  rev: v4.5.0     # pinned
  hooks:
  -   id: check-yaml
# the end
`;

  test('gets an entry behind those of others, and every byte of theirs stays', async () => {
    const root = aRepository({ '.pre-commit-config.yaml': existing });
    const { changed } = await set(root, 'pre-commit');
    expect(changed).toEqual(['.pre-commit-config.yaml']);
    const entry = `- repo: https://github.com/OWNER/statefix\n  rev: v${TOOL_VERSION}\n  hooks:\n  - id: statefix-check\n`;
    expect(textOf(root, '.pre-commit-config.yaml')).toBe(existing.replace('# the end', `${entry}# the end`));
  });

  test('is left alone where it has one of our hooks, from wherever', async () => {
    const own = 'repos:\n- {repo: ../statefix, rev: main, hooks: [{id: statefix-migrate}]}\n';
    const root = aRepository({ '.pre-commit-config.yaml': own });
    await set(root, 'pre-commit');
    expect(textOf(root, '.pre-commit-config.yaml')).toBe(own);
  });

  test('is asked for all files where a state file has no usual name', async () => {
    const root = aRepository({ 'statefix.config.yaml': 'version: 1\nkinds:\n  app:\n    files: [state]\n' });
    await set(root, 'pre-commit');
    expect(parse(textOf(root, '.pre-commit-config.yaml')).repos[0].hooks).toEqual([
      { id: 'statefix-check', files: '' },
    ]);
  });

  test.each([
    ['what is no YAML', 'repos: [', 'CONFIG_INVALID'],
    ['a list in place of an object', '- repos\n', 'CONFIG_INVALID'],
    ['repos that are no list', 'repos: {}\n', 'CONFIG_INVALID'],
  ])('%s is refused, and stays', async (_, text, code) => {
    const root = aRepository({ '.pre-commit-config.yaml': text });
    await expect(set(root, 'pre-commit')).rejects.toMatchObject({
      code,
      message: expect.stringContaining('.pre-commit-config.yaml'),
    });
    expect(textOf(root, '.pre-commit-config.yaml')).toBe(text);
  });
});

describe('lefthook', () => {
  test('gets a command beside others', async () => {
    const text = 'pre-commit:\n  parallel: true # quick\n  commands:\n    lint:\n      run: npx biome check\n';
    const root = aRepository({ 'lefthook.yaml': text });
    await set(root, 'lefthook');
    expect(textOf(root, 'lefthook.yaml')).toBe(`${text}    statefix:\n      run: statefix check --staged\n`);
  });

  test('gets a job where its hook is made of jobs', async () => {
    const root = aRepository({ 'lefthook.yml': 'pre-commit:\n  jobs:\n    - run: npx biome check\n' });
    await set(root, 'lefthook');
    expect(parse(textOf(root, 'lefthook.yml'))['pre-commit'].jobs).toEqual([
      { run: 'npx biome check' },
      { name: 'statefix', run: 'statefix check --staged' },
    ]);
  });

  test.each(['# EXAMPLE USAGE\r\n#   pre-push: {}', ''])(
    'keeps the comments of a file that says nothing else',
    async (text) => {
      const root = aRepository({ 'lefthook.yml': text });
      await set(root, 'lefthook');
      expect(textOf(root, 'lefthook.yml').startsWith(text)).toBe(true);
      expect(parse(textOf(root, 'lefthook.yml'))).toEqual({
        'pre-commit': { commands: { statefix: { run: 'statefix check --staged' } } },
      });
    },
  );

  test('is written to as JSON where its settings are JSON', async () => {
    const root = aRepository({ 'lefthook.json': '{"pre-push": {}}\n' });
    await set(root, 'lefthook');
    expect(JSON.parse(textOf(root, 'lefthook.json'))['pre-commit'].commands.statefix.run).toContain('--staged');
  });

  test.each(['pre-commit:\n', 'pre-commit:\n  commands:\n'])('finds a place where %j leaves it open', async (text) => {
    const root = aRepository({ 'lefthook.yml': text });
    await set(root, 'lefthook');
    expect(parse(textOf(root, 'lefthook.yml'))).toEqual({
      'pre-commit': { commands: { statefix: { run: 'statefix check --staged' } } },
    });
  });

  test('keeps a command of that name, whatever it runs', async () => {
    const text = 'pre-commit: {commands: {statefix: {run: make states}}}\n';
    const root = aRepository({ 'lefthook.yml': text });
    await set(root, 'lefthook');
    expect(textOf(root, 'lefthook.yml')).toBe(text);
  });

  test.each(['pre-commit: [1]\n', 'pre-commit: {commands: 3}\n'])('%j is refused, and stays', async (text) => {
    const root = aRepository({ 'lefthook.yml': text });
    await expect(set(root, 'lefthook')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'lefthook.yml (at /pre-commit) is not what its program would read',
    });
    expect(textOf(root, 'lefthook.yml')).toBe(text);
  });

  test('tells what to add to TOML', async () => {
    const root = aRepository({ 'lefthook.toml': '[pre-push]\n' });
    const { text, created, changed } = await set(root, 'lefthook');
    expect([created, changed, textOf(root, 'lefthook.toml')]).toEqual([[], [], '[pre-push]\n']);
    expect(text).toContain('[pre-commit.commands.statefix]\n  run = "statefix check --staged"');
  });

  test('asks npx where statefix is installed in the project alone', async () => {
    const root = aRepository({ 'node_modules/.bin/statefix': '' });
    await set(root, 'lefthook');
    expect(textOf(root, 'lefthook.yml')).toContain('run: npx --no-install statefix check --staged');
  });

  test.skipIf(isWindows)('itself, from npm, lets a healthy commit through and refuses a broken one', async () => {
    const root = aRepository({ 'state.json': HEALTHY });
    await set(root, 'lefthook');
    ensure(root, 'lefthook', 'install');
    ensure(root, 'git', 'add', '.');
    expect(run(root, 'git', 'commit', '-m', 'Begin')).toMatchObject({ code: 0 });
    writeFileSync(join(root, 'state.json'), BROKEN);
    const { code, said } = run(root, 'git', 'commit', '-a', '-m', 'Break');
    expect([code, said]).toEqual([1, expect.stringContaining('SYNTAX_INVALID')]);
    expect(ensure(root, 'git', 'rev-list', '--count', 'HEAD').trim()).toBe('1');
  });
});

describe('husky', () => {
  test('gets a line behind those of others, with the mode that the script has', async () => {
    const root = aRepository({ '.husky/pre-commit:0755': 'npm test' });
    await set(root, 'husky');
    expect(textOf(root, '.husky/pre-commit')).toBe('npm test\nstatefix check --staged\n');
    if (!isWindows) expect(statSync(join(root, '.husky/pre-commit')).mode & 0o777).toBe(0o755);
  });

  test('a comment about statefix is no hook yet', async () => {
    const root = aRepository({ '.husky/pre-commit': '# TODO: statefix\n' });
    expect((await set(root, 'husky')).changed).toEqual(['.husky/pre-commit']);
  });

  test('a folder where its script belongs is told', async () => {
    const root = aRepository();
    mkdirSync(join(root, '.husky/pre-commit'), { recursive: true });
    expect((await set(root, 'husky')).text).toContain('.husky/pre-commit is no file that can be read.');
  });

  test.skipIf(isWindows)('its script, run as husky runs it, refuses a broken commit', async () => {
    const root = aRepository({ 'state.json': BROKEN });
    await set(root, 'husky');
    ensure(root, 'git', 'add', '.');
    expect(run(root, 'sh', '-e', '.husky/pre-commit')).toMatchObject({ code: 1 });
    writeFileSync(join(root, 'state.json'), HEALTHY);
    ensure(root, 'git', 'add', '.');
    expect(run(root, 'sh', '-e', '.husky/pre-commit')).toMatchObject({ code: 0 });
  });
});

describe('lint-staged', () => {
  const task = 'statefix check --no-error-on-unmatched';

  test('is set up in package.json where there is one, with nothing else in it touched', async () => {
    const text = '{\n    "name": "x",\n    "version": "1.0.0"\n}\n';
    const root = aRepository({ 'package.json': text });
    await set(root, 'lint-staged');
    expect(textOf(root, 'package.json').startsWith('{\n    "name": "x",\n    "version": "1.0.0",\n')).toBe(true);
    expect(JSON.parse(textOf(root, 'package.json'))['lint-staged']).toEqual({ '*.{json,jsonc,yaml,yml}': task });
  });

  test('is set up in its own file where that is there', async () => {
    const root = aRepository({ 'package.json': '{}\n', '.lintstagedrc': '{"*.ts": "biome check"}\n' });
    await set(root, 'lint-staged');
    expect([textOf(root, 'package.json'), JSON.parse(textOf(root, '.lintstagedrc'))]).toEqual([
      '{}\n',
      { '*.ts': 'biome check', '*.{json,jsonc,yaml,yml}': task },
    ]);
  });

  test('is not taken for set up because it is among the dependencies', async () => {
    const text = '{"devDependencies": {"lint-staged": "16.0.0"}}\n';
    const root = aRepository({ 'package.json': text, '.lintstagedrc.json': '{}\n' });
    expect((await set(root, 'lint-staged')).changed).toEqual(['.lintstagedrc.json']);
    expect(textOf(root, 'package.json')).toBe(text);
  });

  test.each(['{"lint-staged": null}', '{"lint-staged": {"*.{json,jsonc,yaml,yml}": null}}'])(
    'takes the place that %j leaves open',
    async (text) => {
      const root = aRepository({ 'package.json': text });
      await set(root, 'lint-staged');
      expect(JSON.parse(textOf(root, 'package.json'))).toEqual({ 'lint-staged': { '*.{json,jsonc,yaml,yml}': task } });
    },
  );

  test('settings that are no object are refused, and stay', async () => {
    const root = aRepository({ 'package.json': '{"lint-staged": [1]}' });
    await expect(set(root, 'lint-staged')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(textOf(root, 'package.json')).toBe('{"lint-staged": [1]}');
  });

  test('comes behind the tasks of the same files', async () => {
    const root = aRepository({ '.lintstagedrc.yaml': "'*.{json,jsonc,yaml,yml}': prettier --check # style\n" });
    await set(root, 'lint-staged');
    expect(parse(textOf(root, '.lintstagedrc.yaml'))).toEqual({
      '*.{json,jsonc,yaml,yml}': ['prettier --check', task],
    });
  });

  test('tells what to add to settings that are code', async () => {
    const root = aRepository({ 'package.json': '{}\n', 'lint-staged.config.mjs': 'export default {};\n' });
    const { created, changed, text } = await set(root, 'lint-staged');
    expect([created, changed, text]).toEqual([[], [], expect.stringContaining(`'*.{json,jsonc,yaml,yml}': '${task}'`)]);
  });
});

describe('the hook of git', () => {
  test.skipIf(isWindows)('refuses a broken commit, and lets a healthy one through', async () => {
    const root = aRepository({ 'state.json': BROKEN });
    await set(root, 'git');
    ensure(root, 'git', 'add', '.');
    const { code, said } = run(root, 'git', 'commit', '-m', 'Break');
    expect([code, said]).toEqual([1, expect.stringContaining('SYNTAX_INVALID')]);
    writeFileSync(join(root, 'state.json'), HEALTHY);
    expect(run(root, 'git', 'commit', '-a', '-m', 'Mend')).toMatchObject({ code: 0 });
  });

  test.skipIf(isWindows)('judges what is staged, and not what lies in the work tree', async () => {
    const root = aRepository({ 'state.json': HEALTHY });
    await set(root, 'git');
    ensure(root, 'git', 'add', '.');
    writeFileSync(join(root, 'state.json'), BROKEN);
    expect(run(root, 'git', 'commit', '-m', 'Begin')).toMatchObject({ code: 0 });
    expect(textOf(root, 'state.json')).toBe(BROKEN);
  });

  test.skipIf(isWindows)('judges every file of a kind whose schema is staged', async () => {
    const root = aRepository({ 'state.json': HEALTHY });
    await set(root, 'git');
    ensure(root, 'git', 'add', '.');
    ensure(root, 'git', 'commit', '-q', '-m', 'Begin');
    writeFileSync(join(root, 'schemas/app/2.schema.json'), '{"required":["version","colour"]}\n');
    const { code, said } = run(root, 'git', 'commit', '-a', '-m', 'Ask for more');
    expect([code, said]).toEqual([1, expect.stringContaining('state.json:1:1: error SCHEMA_MISMATCH')]);
  });

  test('that is there stays, and what to add is told', async () => {
    const root = aRepository();
    addFiles(root, { '.git/hooks/pre-commit:0755': '#!/bin/sh\nnpm test\n' });
    const { created, changed, text } = await set(root, 'git');
    expect([created, changed, textOf(root, '.git/hooks/pre-commit')]).toEqual([[], [], '#!/bin/sh\nnpm test\n']);
    expect(text).toContain('Add to .git/hooks/pre-commit:\n  statefix check --staged || exit 1');
  });

  test('goes where core.hooksPath says', async () => {
    const root = aRepository();
    ensure(root, 'git', 'config', 'core.hooksPath', 'tools/hooks');
    expect((await set(root, 'git')).created).toEqual(['tools/hooks/pre-commit']);
    if (!isWindows) expect(statSync(join(root, 'tools/hooks/pre-commit')).mode & 0o777).toBe(0o755);
  });

  test('is not put where core.hooksPath leads out of the repository: it would be that of others, too', async () => {
    const root = aRepository();
    const elsewhere = aProject({});
    ensure(root, 'git', 'config', 'core.hooksPath', elsewhere);
    const { created, text } = await set(root, 'git');
    expect([created, existsSync(join(elsewhere, 'pre-commit'))]).toEqual([[], false]);
    expect(text).toContain(`Add to ${elsewhere.replaceAll(sep, '/')}/pre-commit:`);
  });

  test('of a linked work tree is that of its repository', async () => {
    const root = aRepository();
    ensure(root, 'git', 'add', '.');
    ensure(root, 'git', 'commit', '-q', '-m', 'Begin');
    ensure(root, 'git', 'worktree', 'add', '-q', '../linked');
    await set(root, 'git', join(root, '../linked'));
    expect(existsSync(join(root, '.git/hooks/pre-commit'))).toBe(true);
  });

  test('needs git', async () => {
    const root = aRepository();
    const context = aContext(root, { environment: { PATH: '' } });
    await expect(init({ dryRun: false, hook: 'git' }, context)).rejects.toMatchObject({ code: 'USAGE' });
  });

  test.skipIf(isWindows)('an outdated file is a warning, and no reason to refuse a commit', async () => {
    const root = aRepository({ 'state.json': OLD });
    await set(root, 'git');
    ensure(root, 'git', 'add', '.');
    expect(run(root, 'git', 'commit', '-m', 'Old')).toMatchObject({ code: 0 });
  });
});

describe.skipIf(!canRun('pre-commit'))('what init writes for pre-commit', () => {
  test('is valid to it', async () => {
    const root = aRepository();
    await set(root, 'pre-commit');
    expect(run(root, 'pre-commit', 'validate-config', '.pre-commit-config.yaml')).toMatchObject({ code: 0 });
    chmodSync(join(root, '.pre-commit-config.yaml'), 0o644);
    writeFileSync(join(root, '.pre-commit-config.yaml'), 'repos: 3\n');
    expect(run(root, 'pre-commit', 'validate-config', '.pre-commit-config.yaml')).toMatchObject({ code: 1 });
  });
});
