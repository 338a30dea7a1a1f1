import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { addFiles, aProject, newDirectory, textOf } from '../support/project.ts';
import { runNode } from '../support/spawn.ts';
import { isWindows } from '../support/system.ts';

// A kind of four versions, a repository of thirty commits, and a state that is broken in the work tree, in the index and at the tip.

const REGISTRY = {
  'statefix.config.yaml':
    'version: 1\nkinds:\n  app:\n    files: [state.json]\n    checksum: /checksum\n    recover: [git]\n',
  'schemas/app/1.schema.json': schema(1, ['name']),
  'schemas/app/2.schema.json': schema(2, ['title']),
  'schemas/app/3.schema.json': schema(3, ['title', 'runs']),
  'schemas/app/4.schema.json': schema(4, ['title', 'runs', 'tags']),
  'migrations/app/2_title.mjs': 'export const up = ({ name, ...rest }) => ({ ...rest, title: name });\n',
  'migrations/app/3_runs.mjs': 'export const up = (state) => ({ ...state, runs: 0 });\n',
  'migrations/app/4_tags.mjs': 'export const up = (state) => ({ ...state, tags: [] });\n',
};

const COMMITS = 30;
const RENAMED_AT = 12;
const BAD = 20;
/** The newest commit whose state is whole: what comes behind it was cut short. */
const LAST_GOOD = 24;

function schema(version: number, members: readonly string[]): string {
  const properties = { version: { const: version }, commit: { type: 'integer' } };
  return JSON.stringify({ type: 'object', required: ['version', 'commit', ...members], properties });
}

function stateOf(commit: number): string {
  // The format moved on while the file was in use; the newest whole state is of version 3.
  const version = commit < 6 ? 1 : commit < 14 ? 2 : 3;
  const own = version === 1 ? { name: 'x' } : version === 2 ? { title: 'x' } : { title: 'x', runs: commit };
  return `${JSON.stringify({ version, commit, ...own }, undefined, 2)}\n`;
}

function git(cwd: string, ...args: readonly string[]): void {
  const who = ['-c', 'user.name=T', '-c', 'user.email=t@example.org', '-c', 'core.hooksPath=/dev/null'];
  execFileSync('git', [...who, ...args], { cwd, stdio: 'ignore' });
}

function aRepository(): string {
  const root = aProject(REGISTRY);
  git(root, 'init', '-q', '-b', 'main');
  for (let commit = 1; commit <= COMMITS; commit += 1) {
    if (commit === RENAMED_AT) renameSync(join(root, 'old.json'), join(root, 'state.json'));
    const name = commit < RENAMED_AT ? 'old.json' : 'state.json';
    const text = stateOf(commit);
    const isBroken = commit === BAD || commit > LAST_GOOD;
    writeFileSync(join(root, name), isBroken ? text.slice(0, -4 - (commit % 5)) : text);
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', `commit ${commit}`);
  }
  writeFileSync(join(root, 'state.json'), '{ "version": 4,');
  git(root, 'add', 'state.json');
  writeFileSync(join(root, 'state.json'), '{ "versi');
  return root;
}

/** A `git` that writes down each of its runs and then is git. */
function countingGit(): { readonly path: string; readonly runs: () => number } {
  const folder = newDirectory();
  const log = join(folder, 'runs');
  const real = realpathSync(execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim());
  writeFileSync(log, '');
  writeFileSync(join(folder, 'git'), `#!/bin/sh\necho run >> '${log}'\nexec '${real}' "$@"\n`);
  chmodSync(join(folder, 'git'), 0o755);
  return {
    path: `${folder}${delimiter}${process.env['PATH']}`,
    runs: () => readFileSync(log, 'utf8').split('\n').length - 1,
  };
}

describe.skipIf(isWindows)('a state that only the history holds', () => {
  test('the newest healthy content is found, brought forward through the versions since, and put in place', async () => {
    const root = aRepository();
    const { path, runs } = countingGit();
    const cli = join(inject('dist'), 'cli.js');
    const repaired = await runNode(cli, ['repair', '--format', 'json', 'state.json'], {
      cwd: root,
      env: { PATH: path },
    });
    const [file] = JSON.parse(repaired.stdout).files;
    expect(file.outcome.steps).toMatchObject([
      { kind: 'restore', candidate: expect.stringMatching(/^git:[0-9a-f]{12}$/), version: '3' },
      { kind: 'migrate', from: '3', to: '4' },
    ]);
    expect(JSON.parse(textOf(root, 'state.json'))).toEqual({
      version: 4,
      commit: LAST_GOOD,
      title: 'x',
      runs: LAST_GOOD,
      tags: [],
    });
    expect(repaired.code).toBe(0);
    // Of those one asks whether the name under which the broken bytes are kept is ignored.
    expect(runs()).toBeLessThanOrEqual(3 + 1);
  });

  test('what stands under the former name is found, too', async () => {
    const root = aRepository();
    const cli = join(inject('dist'), 'cli.js');
    const listed = await runNode(cli, ['repair', '--list', '--format', 'json', 'state.json'], { cwd: root });
    const { candidates } = JSON.parse(listed.stdout).files[0];
    const healthy = candidates.filter(({ isHealthy }: { isHealthy: boolean }) => isHealthy);
    expect(healthy.some(({ source }: { source: string }) => source.endsWith(':old.json'))).toBe(true);
    const versions = new Set(healthy.map(({ version }: { version: string }) => version));
    expect([...versions].sort()).toEqual(['1', '2', '3']);
  });

  test('without a history nothing is found', async () => {
    const root = aProject(REGISTRY);
    addFiles(root, { 'state.json': '{ "versi' });
    const cli = join(inject('dist'), 'cli.js');
    const { code, stdout } = await runNode(cli, ['repair', 'state.json'], { cwd: root });
    expect(code).toBe(4);
    expect(stdout).toContain('the file is in no git repository');
  });
});
