// What a hook costs: one small file by pre-commit, against the same check from the shell and a hook of pre-commit that does nothing. Says so and ends where
// there is no pre-commit.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLI, inTempFolder, STATE, tell } from './measure.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const ROUNDS = 15;
/** Two measured times are added up, and each is known to a few milliseconds. */
const LIMIT = 1.1;
/** The time of the processor that a command took, its own processes included: on a busy machine the clock on the wall tells of others. */
const TIMED = 'TIMEFORMAT="%U %S"; time "$0" "$@" >/dev/null 2>&1';

if (spawnSync('pre-commit', ['--version']).error === undefined) inTempFolder(measure);
else console.log('a hook: not measured, there is no pre-commit here');

/** @param {string} folder */
function measure(folder) {
  const env = {
    ...process.env,
    HOME: folder,
    PRE_COMMIT_HOME: join(folder, 'pre-commit'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'bench',
    GIT_AUTHOR_EMAIL: 'bench@example.org',
    GIT_COMMITTER_NAME: 'bench',
    GIT_COMMITTER_EMAIL: 'bench@example.org',
  };
  /** @type {(cwd: string, ...words: readonly string[]) => void} */
  const run = (cwd, program = '', ...args) => {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program} ${args.join(' ')} exits ${status}: ${stdout}${stderr}`);
  };
  /** @type {(name: string, fill: (root: string) => void) => string} */
  const repository = (name, fill) => {
    const root = join(folder, name);
    mkdirSync(root);
    run(root, 'git', 'init', '-q');
    fill(root);
    run(root, 'git', 'add', '--all', '--force');
    run(root, 'git', 'commit', '-q', '-m', 'First');
    run(root, 'git', 'tag', 'v1.0.0');
    return root;
  };

  const ours = repository('ours', (root) => {
    for (const name of ['.pre-commit-hooks.yaml', 'package.json']) cpSync(join(ROOT, name), join(root, name));
    cpSync(dirname(CLI), join(root, 'dist'), { recursive: true });
  });
  const idle = repository('idle', (root) => {
    writeFileSync(
      join(root, '.pre-commit-hooks.yaml'),
      "- { id: idle, name: idle, entry: idle.sh, language: script, files: '[.]json$', require_serial: true }\n",
    );
    writeFileSync(join(root, 'idle.sh'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  });
  const cwd = repository('project', (root) => {
    writeFileSync(
      join(root, 'statefix.config.json'),
      '{"version": 1, "kinds": {"daemon": {"files": ["state.json"]}}}\n',
    );
    writeFileSync(join(root, 'state.json'), `${JSON.stringify(STATE, null, 2)}\n`, { mode: 0o600 });
    const entry = (/** @type {string} */ repo, /** @type {string} */ id) =>
      `  - { repo: ${repo}, rev: v1.0.0, hooks: [{ id: ${id} }] }\n`;
    writeFileSync(
      join(root, '.pre-commit-config.yaml'),
      `repos:\n${entry(ours, 'statefix-check')}${entry(idle, 'idle')}`,
    );
  });

  const lines = {
    shell: [CLI, 'check', '--no-error-on-unmatched', 'state.json'],
    idle: ['pre-commit', 'run', 'idle', '--files', 'state.json'],
    hook: ['pre-commit', 'run', 'statefix-check', '--files', 'state.json'],
  };
  // The first round clones the repositories of the hooks.
  for (const line of Object.values(lines)) run(cwd, ...line);
  const best = { shell: Number.POSITIVE_INFINITY, idle: Number.POSITIVE_INFINITY, hook: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of /** @type {(keyof typeof lines)[]} */ (Object.keys(lines))) {
      const { status, stderr } = spawnSync('bash', ['-c', TIMED, ...lines[name]], { cwd, env, encoding: 'utf8' });
      if (status !== 0) throw new Error(`${lines[name].join(' ')} exits ${status}`);
      const [user = Number.NaN, system = Number.NaN] = stderr.trim().split(' ').map(Number);
      best[name] = Math.min(best[name], (user + system) * 1000);
    }
  }
  const { shell, idle: nothing, hook } = best;
  console.log(
    `time of the processor, best of ${ROUNDS}: check from the shell ${shell.toFixed(0)} ms, a hook that does nothing ${nothing.toFixed(0)} ms`,
  );
  tell(`the hook statefix-check, ${hook.toFixed(0)} ms, in times of both together`, hook / (shell + nothing), LIMIT);
}
