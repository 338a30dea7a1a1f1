// What the benchmarks share: times of child processes, and a temp folder that goes away.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The command line as users run it; STATEFIX_DIST names another build. */
export const CLI = join(
  process.env['STATEFIX_DIST'] ?? resolve(dirname(fileURLToPath(import.meta.url)), '../dist'),
  'cli.js',
);

/**
 * Milliseconds of each command line, the best of `rounds` alternating runs: alternating, so that a busy machine slows all alike; the best, because
 * noise only adds.
 *
 * @template {string} Name
 * @param {Readonly<Record<Name, readonly string[]>>} commandLines arguments of this Node
 * @param {{ rounds: number, cwd: string }} settings
 * @returns {Record<Name, number>}
 */
export function bestTimes(commandLines, { rounds, cwd }) {
  const names = /** @type {Name[]} */ (Object.keys(commandLines));
  const best = /** @type {Record<Name, number>} */ (
    Object.fromEntries(names.map((name) => [name, Number.POSITIVE_INFINITY]))
  );
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      const start = performance.now();
      const { status, stderr } = spawnSync(process.execPath, commandLines[name], { cwd, encoding: 'utf8' });
      const time = performance.now() - start;
      if (status !== 0) throw new Error(`${name} exits ${status}: ${stderr}`);
      best[name] = Math.min(best[name], time);
    }
  }
  return best;
}

/**
 * Prints one ratio and its limit; says where the limit is passed, and makes the process exit 1 then.
 *
 * @param {string} what
 * @param {number} ratio
 * @param {number} limit
 */
export function tell(what, ratio, limit) {
  const isOver = ratio > limit;
  console.log(`${what}: ${ratio.toFixed(2)} (limit ${limit.toFixed(1)})${isOver ? '  OVER' : ''}`);
  if (isOver) process.exitCode = 1;
}

/** @param {(folder: string) => void} work */
export function inTempFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'statefix-bench-'));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A healthy daemon state. */
export const STATE = {
  version: 1,
  daemon_state: 'monitoring',
  current_session: { path: '/home/user/project', steps_completed: [1, 2, 3], last_step: 3, total_steps: 9 },
  stats: { saves_count: 42, total_resumes: 3 },
};
