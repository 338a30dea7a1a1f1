import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { clearTraces } from '../../../src/store/apply.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { describeSelf } from '../../../src/store/lock/holder.ts';
import { renderLock } from '../../../src/store/lock/record.ts';
import { bundleScript } from '../../support/bundle-script.ts';
import { LIMITS, sessionOf } from '../../support/plans.ts';
import type { ContestantName } from './contestants.ts';
import { type StressResult, type StressSettings, stress, tracesBeside } from './stress.ts';

const isLong = process.env['STATEFIX_TORTURE'] === 'long';

/** The same for ours and for the controls. */
const STRESS = {
  processes: 8,
  increments: isLong ? 4000 : 600,
  kills: isLong ? 200 : 40,
  stops: isLong ? 200 : 20,
  longestStop: 100,
  delayChance: 0.02,
  longestDelay: 20,
  longestDwell: 4,
  deadline: isLong ? 600_000 : 90_000,
  seed: 20261121,
};

const QUIET = { ...STRESS, kills: 0, stops: 0 };

/** The worker that all of these run, as `script`. */
export function bundleWorker(): Promise<string> {
  return bundleScript(resolve(import.meta.dirname, '../../support/scripts/stress-worker.ts'));
}

/** Kills, stops and delays, in the lock code and anywhere. No lock has nothing to be killed in, and needs none of it to fail. */
export function underKills(contestant: ContestantName, script: string): Promise<StressResult> {
  return stress({ ...(contestant === 'unlocked' ? QUIET : STRESS), contestant, script });
}

/** What ours and somebody else's lock go through to be set beside each other: longer stays inside, so that who waits is many. */
export function compared(contestant: ContestantName, script: string): Promise<StressResult> {
  const increments = isLong ? 1000 : 160;
  return stress({ ...STRESS, increments, kills: isLong ? 120 : 24, stops: 0, longestDwell: 30, contestant, script });
}

/** Ours, and what it leaves beside the counter once somebody has cleared up. */
export async function oursUnderKills(script: string): Promise<StressResult & { readonly left: readonly string[] }> {
  let left: readonly string[] = ['nobody looked'];
  const inspect = async (path: string) => {
    const session = sessionOf();
    await clearTraces(path, session, LIMITS);
    session.close();
    left = tracesBeside(path);
  };
  const result = await stress({ ...STRESS, contestant: 'statefix', script, inspect });
  return { ...result, left };
}

/** As many as that, at the same time, for one increment each. */
export function manyAtOnce(processes: number, script: string): Promise<StressResult> {
  const calm = { ...QUIET, delayChance: 0, longestDwell: 0, deadline: 280_000 };
  return stress({ ...calm, contestant: 'statefix', script, processes, increments: processes });
}

/** Every other process in a pid namespace of its own, as containers are that share a directory. */
export function acrossNamespaces(contestant: ContestantName, script: string): Promise<StressResult> {
  const launcher: StressSettings['launcher'] = (place) => (place % 2 === 0 ? [] : UNSHARE);
  return stress({ ...QUIET, increments: isLong ? 1000 : 160, contestant, script, launcher });
}

const UNSHARE = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** True where this user may make pid namespaces. */
export function hasNamespaces(): boolean {
  const [command = '', ...args] = UNSHARE;
  return spawnSync(command, [...args, 'true']).status === 0;
}

/** The counter is found locked by a process that ended, and whose pid is by now that of another one, which lives. */
export function afterReuseOfPid(contestant: 'statefix' | 'pid alone', script: string): Promise<StressResult> {
  const prepare = (path: string) => writeFileSync(`${path}.lock`, RECORDS[contestant]());
  const deadline = contestant === 'statefix' ? STRESS.deadline : 3000;
  return stress({ ...QUIET, increments: 8, contestant, script, prepare, deadline });
}

const RECORDS = {
  'pid alone': () => JSON.stringify({ pid: process.pid, start: '1', id: 'earlier' }),
  statefix: () => {
    const time = new Date().toISOString();
    return renderLock({
      version: '1.0.0',
      lockId: '0badc0de-0000-4000-8000-000000000000',
      metadata: { ...describeSelf(nodeFs), startTime: '1' },
      timing: { acquiredAt: time, renewedAt: time, expiresAt: time },
      operation: { type: 'write', name: 'test' },
      tool: 'statefix test',
    });
  },
};

/** One line for people. */
export function figures(name: string, result: StressResult): string {
  const { processes, increments, kills, killsInside, delays, lost, overlaps, isComplete, ms } = result;
  const end = isComplete ? '' : ', ended before it was done';
  const killed = kills === 0 ? '' : `${kills} kills (${killsInside} inside the lock code), `;
  return `lock stress: ${name}: ${processes} processes, ${increments} increments, ${killed}${delays} delays: ${lost} lost, ${overlaps} overlaps${end} (${(ms / 1000).toFixed(1)} s)\n`;
}
