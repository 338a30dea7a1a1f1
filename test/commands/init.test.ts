import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { init } from '../../src/commands/init.ts';
import { migrate } from '../../src/commands/migrate.ts';
import {
  APP_REGISTRY,
  aContext,
  addFiles,
  all,
  aProject,
  expectMode,
  namesIn,
  only,
  options,
  textOf,
} from '../support/project.ts';

const DAEMON =
  '{"version": 1, "daemon_state": "paused", "current_session": null, "stats": {"saves_count": 0, "total_resumes": 0}}';

function inGit(root: string): string {
  execFileSync('git', ['init', '-q'], { cwd: root });
  return root;
}

describe('init', () => {
  test('writes a config for the kinds whose files are here, which check then takes', async () => {
    const root = aProject({
      ...APP_REGISTRY,
      'data/state.json': '{"version": 1, "name": "x"}',
      'run/state.json:0600': DAEMON,
    });
    const result = await init({ dryRun: false }, aContext(root));
    expect(result.created).toEqual(['statefix.config.yaml']);
    expect(textOf(root, 'statefix.config.yaml')).toContain(
      "kinds:\n  app:\n    files:\n      - 'data/state.json'\n  daemon:\n    files:\n      - 'run/state.json'\n",
    );
    const files = await all(check(options(), aContext(root)));
    expect(files.map(({ report }) => [report.path, report.kind])).toEqual([
      ['data/state.json', 'app'],
      ['run/state.json', 'daemon'],
    ]);
  });

  test('a kind of the registry without files is named all the same', async () => {
    const root = aProject(APP_REGISTRY);
    await init({ dryRun: false }, aContext(root));
    expect(textOf(root, 'statefix.config.yaml')).toContain('  app:\n    files: [] # no file here fits yet');
  });

  test('without any kind it says what a kind is, in a config that can be read', async () => {
    const root = aProject({});
    const { text } = await init({ dryRun: false }, aContext(root));
    expect(text).toMatch(
      /^Next: write schemas\/<kind>\/1\.schema\.json, then name the kind .* in statefix\.config\.yaml$/m,
    );
    expect(textOf(root, 'statefix.config.yaml')).toContain('A kind is a folder schemas/<kind>/');
    await expect(all(check(options(), aContext(root)))).rejects.toMatchObject({ code: 'USAGE' });
  });

  test('a name that looks like a glob is taken literally', async () => {
    const root = aProject({ ...APP_REGISTRY, 'data/[a]*.json': '{"version": 1, "name": "x"}' });
    await init({ dryRun: false }, aContext(root));
    const files = await all(check(options(), aContext(root)));
    expect(files.map(({ report }) => report.path)).toEqual(['data/[a]*.json']);
  });

  test('a config that is there is left as it is', async () => {
    const root = aProject({ 'statefix.config.yaml': 'version: 1\n' });
    const { created, text } = await init({ dryRun: false }, aContext(root));
    expect(created).toEqual([]);
    expect(text).toContain('There is a config already: statefix.config.yaml');
    expect(textOf(root, 'statefix.config.yaml')).toBe('version: 1\n');
  });

  test('a dry run shows the config and writes nothing', async () => {
    const root = inGit(aProject(APP_REGISTRY));
    const { text } = await init({ dryRun: true }, aContext(root));
    expect(text).toContain('Would create statefix.config.yaml');
    expect(text).toContain('version: 1');
    expect(namesIn(root)).toEqual(['.git', 'migrations', 'schemas']);
  });
});

describe('the ignore lines', () => {
  test('are added in a git work tree, once, in the line endings of the file', async () => {
    const root = inGit(aProject({ ...APP_REGISTRY, '.gitignore': 'node_modules/\r\n*.bak' }));
    const { changed } = await init({ dryRun: false }, aContext(root));
    expect(changed).toEqual(['.gitignore']);
    const text = textOf(root, '.gitignore');
    expect(text).toMatch(
      /^node_modules\/\r\n\*\.bak\r\n# What statefix leaves beside state files\r\n\*\.corrupt-\*\r\n\*\.lock\r\n/,
    );
    await init({ dryRun: false }, aContext(root));
    expect(textOf(root, '.gitignore')).toBe(text);
  });

  test('leave every byte of a .gitignore that is no UTF-8, and its mode', async () => {
    const before = Buffer.from('caf\xe9/\n', 'latin1');
    const root = inGit(aProject({ ...APP_REGISTRY, '.gitignore:0600': before }));
    await init({ dryRun: false }, aContext(root));
    const after = readFileSync(join(root, '.gitignore'));
    expect(after.subarray(0, before.length)).toEqual(before);
    expect(after.includes('\n*.lock\n')).toBe(true);
    expectMode(root, '.gitignore', '0600');
  });

  test('keep away from a .gitignore in UTF-16, of which git reads no line', async () => {
    const before = Buffer.from('\uFEFFnode_modules/\n', 'utf16le');
    const root = inGit(aProject({ ...APP_REGISTRY, '.gitignore': before }));
    const { changed } = await init({ dryRun: false }, aContext(root));
    expect(changed).toEqual([]);
    expect(readFileSync(join(root, '.gitignore'))).toEqual(before);
  });

  test('hide no lock file of a package manager', async () => {
    const root = inGit(aProject(APP_REGISTRY));
    await init({ dryRun: false }, aContext(root));
    const ignored = (name: string) => {
      try {
        execFileSync('git', ['check-ignore', '-q', name], { cwd: root });
        return true;
      } catch {
        return false;
      }
    };
    expect(['state.json.lock', 'state.json.bak', 'a.corrupt-20260101T000000Z'].map(ignored)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['yarn.lock', 'Cargo.lock', 'poetry.lock', 'uv.lock'].map(ignored)).toEqual([false, false, false, false]);
  });

  test('are none of our business elsewhere', async () => {
    const root = aProject(APP_REGISTRY);
    await init({ dryRun: false }, aContext(root));
    expect(namesIn(root)).toEqual(['migrations', 'schemas', 'statefix.config.yaml']);
  });

  test('a change that leaves an unignored .bak in a work tree says so, once', async () => {
    const old = '{"version": 1, "name": "x"}';
    const root = inGit(aProject({ ...APP_REGISTRY, 'a.json': old, 'b.json': old }));
    const context = aContext(root);
    await all(migrate(options('a.json', 'b.json'), context));
    expect(context.events.filter(({ kind }) => kind === 'unignored')).toEqual([
      { kind: 'unignored', path: join(root, 'a.json.bak') },
    ]);
    addFiles(root, { '.gitignore': '*.bak\n', 'c.json': old });
    const quiet = aContext(root);
    await only(migrate(options('c.json'), quiet));
    expect(quiet.events.filter(({ kind }) => kind === 'unignored')).toEqual([]);
  });
});
