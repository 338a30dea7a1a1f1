import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { REMOVALS } from '../../support/faults.ts';
import { snapshot } from '../../support/snapshot.ts';
import type { Expected, Seen } from '../faulty-command.ts';
import type { Point } from './points.ts';
import type { CallScenario } from './scenarios.ts';
import type { CallFault, TracedRun } from './strace.ts';

/**
 * Everything that is wrong with what one run did whose call at `point` was failed, or that was killed in front of it. Where the fault met another call,
 * one of Node's own perhaps, `point` is `undefined`: then only what the run left is judged, not what it said.
 */
export function faultsOfRun(
  { targets }: Pick<CallScenario, 'targets'>,
  { before, after }: Expected,
  found: Seen,
  run: Pick<TracedRun, 'exit' | 'output'>,
  point: Point | undefined,
  fault: CallFault,
): readonly string[] {
  const mayLeaveTraces = fault === 'SIGKILL' || point === undefined || REMOVALS.has(point.aim.name);
  return [
    ...(point === undefined ? [] : faultsOfExit(run, point, fault)),
    ...targets.flatMap((target) => faultsOfTarget(target, { before, after }, found, mayLeaveTraces)),
    ...faultsBeside(targets, { before, after }, found, mayLeaveTraces),
    ...(run.exit === 0 ? faultsOfSuccess(after, found) : []),
  ];
}

/** What lies around the state, by name: nothing of it may change. */
export function surroundings(root: string): readonly unknown[] {
  return ['schemas', 'migrations', 'statefix.config.yaml'].map((name) => snapshot(join(root, name)));
}

export function isSame(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(left, right);
}

function faultsOfExit({ exit, output }: Pick<TracedRun, 'exit' | 'output'>, point: Point, fault: CallFault): string[] {
  if (fault === 'SIGKILL') return exit === 'SIGKILL' ? [] : [`exit ${exit}, not killed`];
  if (!allowedExits(point).includes(exit)) return [`exit ${exit}: ${output.slice(0, 400)}`];
  const isTold = exit === 0 || !point.isProject || output.includes(fault);
  return isTold ? [] : [`exit ${exit}, and ${fault} is not named: ${output.slice(0, 400)}`];
}

function allowedExits({ label, isProject }: Point): readonly unknown[] {
  // Where the program itself cannot be read, that is told as a bug, or by Node itself.
  if (!isProject) return [0, 1, 2, 3, 70];
  if (/^\S+ (?:data|\.statefix)(?:\/|$)/.test(label)) return [0, 3];
  // A candidate whose migration cannot be read is none.
  return label.includes(' migrations/') ? [0, 2, 3, 4] : [0, 2, 3];
}

function faultsOfTarget(target: string, { before, after }: Expected, found: Seen, mayLeaveTraces: boolean): string[] {
  const [old, next, now] = [before, after, found].map((each) => each.get(target));
  if (now !== old && now !== next) return [`${target} is neither old nor new: ${shown(now)}`];
  const bak = contentOf(found.get(`${target}.bak`));
  const earlier = contentOf(before.get(`${target}.bak`));
  const replaced = contentOf(after.get(`${target}.bak`));
  const isNew = now === next && now !== old;
  const wanted = isNew ? [replaced] : mayLeaveTraces ? [earlier, replaced] : [earlier];
  return wanted.includes(bak)
    ? []
    : [`${target}.bak is ${shown(bak)}, and should be ${wanted.map(shown).join(' or ')}`];
}

/** Everything but the state files and their backups: each as before or as after, and nothing more but what a writer leaves that could not clear. */
function faultsBeside(
  targets: readonly string[],
  { before, after }: Expected,
  found: Seen,
  mayLeaveTraces: boolean,
): string[] {
  const judged = new Set(targets.flatMap((target) => [target, `${target}.bak`]));
  const bad: string[] = [];
  for (const name of new Set([...before.keys(), ...after.keys(), ...found.keys()])) {
    if (judged.has(name)) continue;
    const [old, next, now] = [before, after, found].map((each) => each.get(name));
    if (now === old || now === next) continue;
    const isTrace = old === undefined && next === undefined;
    if (!isTrace || !/(?:^|\/)\.tmp-|\.lock(?:\.|$)/.test(name)) bad.push(`${name} is ${shown(now)}`);
    else if (!mayLeaveTraces) bad.push(`litter: ${name}`);
  }
  return bad;
}

function faultsOfSuccess(after: Seen, found: Seen): string[] {
  return [...after]
    .filter(([name, wanted]) => found.get(name) !== wanted)
    .map(([name]) => `exit 0, but ${name} is ${shown(found.get(name))}`);
}

function contentOf(seen: string | undefined): string | undefined {
  return seen?.slice(seen.indexOf(' '));
}

function shown(seen: string | undefined): string {
  return seen === undefined ? 'not there' : seen.slice(0, 200);
}
