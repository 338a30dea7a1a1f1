import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { namesIn } from '../support/project.ts';
import { runNode } from '../support/spawn.ts';
import { makeTree } from '../support/tree.ts';

const CLI = join(inject('dist'), 'cli.js');
const STATE =
  '{ "version": 1, "daemon_state": "paused", "current_session": null, "stats": { "saves_count": 3, "total_resumes": 0 } }\n';

function aProject() {
  const config =
    'version: 1\nkinds:\n  daemon:\n    files: [state.json]\n    mode: "0666"\n    backups: { keep: 20 }\n';
  const root = makeTree({ 'statefix.config.yaml': config, 'state.json': STATE });
  return { root, run: (...args: readonly string[]) => runNode(CLI, args, { cwd: root }) };
}

test('eight processes that back one file up at once make eight backups, and one manifest that knows them all', async () => {
  const { root, run } = aProject();
  const create = () => run('backup', 'create', '--lock-timeout', '60s');
  const answers = await Promise.all(Array.from({ length: 8 }, create));
  expect(answers.map(({ code, stderr }) => [code, stderr.includes('error')])).toEqual(answers.map(() => [0, false]));
  const directory = join(root, '.statefix', 'backups', 'state.json');
  const { entries } = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
  const ids: readonly string[] = entries.map(({ id }: { id: string }) => id);
  expect(ids).toHaveLength(8);
  expect(namesIn(directory)).toEqual([...ids, 'manifest.json'].sort());
  expect(entries.filter(({ isHealthy }: { isHealthy: boolean }) => !isHealthy)).toEqual([]);
  expect((await run('backup', 'verify')).stdout).toBe('state.json: 8 backups, as stored\n');
  expect(namesIn(root)).toEqual(['.statefix', 'state.json', 'statefix.config.yaml']);
});

test('a broken file is brought back by one command, and that by another', async () => {
  const { root, run } = aProject();
  await run('backup', 'create');
  writeFileSync(join(root, 'state.json'), '{"version": 1,');
  const { code, stdout } = await run('backup', 'restore', 'state.json');
  expect([code, stdout]).toEqual([0, expect.stringContaining('restored from .statefix/backups/state.json/')]);
  expect(readFileSync(join(root, 'state.json'), 'utf8')).toBe(STATE);
  const listed = await run('backup', 'list');
  expect(listed.stdout).toMatch(/ backup +- +14 +unhealthy /);
});

test('a report goes to a file besides, and an error is one document, too', async () => {
  const { root, run } = aProject();
  const { stdout } = await run('backup', 'create', '--format', 'json=made.json');
  expect(stdout).toContain('state.json: backed up as');
  expect(JSON.parse(readFileSync(join(root, 'made.json'), 'utf8')).command).toBe('backup create');
  const refused = await run('backup', 'prune', '--id', 'x', '--format', 'json');
  expect(refused.code).toBe(2);
  expect(JSON.parse(refused.stdout).error).toMatchObject({ code: 'USAGE', message: 'there is no backup "x"' });
});

test('its help names the words that it takes, and its exit codes', async () => {
  const { stdout } = await aProject().run('backup', '--help');
  expect(stdout).toContain('statefix backup <list|create|restore|verify|prune> [paths...] [options]');
  expect(stdout).toMatch(/ACTIONS\n {2}list +Show the backups/);
  expect(stdout).toMatch(/EXIT STATUS\n(?:.*\n)* {2}4 +restore: no healthy backup/);
});
