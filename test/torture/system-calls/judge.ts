import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { REMOVALS } from '../../support/faults.ts';
import { snapshot } from '../../support/snapshot.ts';
import type { Seen } from '../faulty-command.ts';
import type { Point } from './points.ts';
import type { CallScenario } from './scenarios.ts';
import type { CallFault, TracedRun } from './strace.ts';

export interface Expected {
  /** What the command finds. */
  readonly before: Seen;
  /** What it would be if nothing had been begun: what the command finds, where it does not finish the work of another. */
  readonly old: Seen;
  /** What it comes to at last where nothing fails. */
  readonly after: Seen;
}

type Said = Pick<TracedRun, 'exit' | 'output'>;

/**
 * Everything that is wrong with what one run did whose call at `point` was failed, or that was killed in front of it. Where the fault met another call,
 * one of Node's own perhaps, `point` is `undefined`: then only what the run left is judged, not what it said.
 */
export function faultsOfRun(
  scenario: CallScenario,
  expected: Expected,
  found: Seen,
  run: Said,
  point: Point | undefined,
  fault: CallFault,
): readonly string[] {
  const { targets, isRecovery } = scenario;
  const mayBeUnfinished = isRecovery || fault === 'SIGKILL' || point === undefined || REMOVALS.has(point.aim.name);
  // Whoever cannot learn whether another writer is dead leaves the work of that one to a later run.
  const mayBeLeft = isRecovery && point?.isProject !== true;
  return [
    ...(point === undefined ? [] : faultsOfExit(run, point, fault)),
    ...targets.flatMap((target) => faultsOfTarget(target, expected, found, mayBeUnfinished)),
    ...faultsBeside(targets, expected, found, mayBeUnfinished),
    ...(run.exit === 0 && !mayBeLeft ? faultsOfSuccess(scenario, expected, found) : []),
  ];
}

/** True where all files are old, or all are new. */
export function isAlike({ targets }: Pick<CallScenario, 'targets'>, { old, after }: Expected, found: Seen): boolean {
  return [old, after].some((each) => targets.every((target) => found.get(target) === each.get(target)));
}

/** What lies around the state, by name: nothing of it may change. */
export function surroundings(root: string): readonly unknown[] {
  return ['schemas', 'migrations', 'statefix.config.yaml'].map((name) => snapshot(join(root, name)));
}

export function isSame(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(left, right);
}

function faultsOfExit({ exit, output }: Said, point: Point, fault: CallFault): string[] {
  if (fault === 'SIGKILL') return exit === 'SIGKILL' ? [] : [`exit ${exit}, not killed`];
  if (!allowedExits(point).includes(exit)) return [`exit ${exit}: ${output.slice(0, 400)}`];
  // Of a module that cannot be looked at, Node says that there is none.
  const isTold = exit === 0 || !point.isProject || output.includes(fault) || output.includes('it cannot be loaded');
  return isTold ? [] : [`exit ${exit}, and ${fault} is not named: ${output.slice(0, 400)}`];
}

function allowedExits({ label, isProject }: Point): readonly unknown[] {
  // Where the program itself cannot be read, that is told as a bug, or by Node itself.
  if (!isProject) return [0, 1, 2, 3, 70];
  if (/^\S+ (?:data|\.statefix)(?:\/|$)/.test(label)) return [0, 3];
  // A candidate whose migration cannot be read is none.
  return / (?:migrations(?:\/|$)|\.$)/.test(label) ? [0, 2, 3, 4] : [0, 2, 3];
}

function faultsOfTarget(target: string, { old, after }: Expected, found: Seen, mayBeUnfinished: boolean): string[] {
  const now = found.get(target);
  if (now !== old.get(target) && now !== after.get(target)) return [`${target} is neither old nor new: ${shown(now)}`];
  const bak = contentOf(found.get(`${target}.bak`));
  const earlier = contentOf(old.get(`${target}.bak`));
  const replaced = contentOf(after.get(`${target}.bak`));
  const isNew = now === after.get(target) && now !== old.get(target);
  const wanted = isNew ? [replaced] : mayBeUnfinished ? [earlier, replaced] : [earlier];
  return wanted.includes(bak)
    ? []
    : [`${target}.bak is ${shown(bak)}, and should be ${wanted.map(shown).join(' or ')}`];
}

/** Everything but the state files and their backups: each as before or as after, and nothing more but what a writer leaves that could not clear. */
function faultsBeside(
  targets: readonly string[],
  { before, old, after }: Expected,
  found: Seen,
  mayBeUnfinished: boolean,
): string[] {
  const judged = new Set(targets.flatMap((target) => [target, `${target}.bak`]));
  const bad: string[] = [];
  for (const name of new Set([before, old, after, found].flatMap((each) => [...each.keys()]))) {
    if (judged.has(name)) continue;
    const now = found.get(name);
    const known = [before, old, after].map((each) => each.get(name));
    if (known.includes(now)) continue;
    const isNewTrace = known.every((each) => each === undefined) && /(?:^|\/)\.tmp-/.test(name);
    // Where a dead writer had left its lock, another's may stand now.
    const isTrace = isNewTrace || /\.lock(?:\.|$)/.test(name);
    if (!isTrace) bad.push(`${name} is ${shown(now)}`);
    else if (!mayBeUnfinished) bad.push(`litter: ${name}`);
  }
  return bad;
}

function faultsOfSuccess(scenario: CallScenario, expected: Expected, found: Seen): string[] {
  if (scenario.isRecovery) return isAlike(scenario, expected, found) ? [] : ['exit 0, but some are old, some new'];
  return [...expected.after]
    .filter(([name, wanted]) => found.get(name) !== wanted)
    .map(([name]) => `exit 0, but ${name} is ${shown(found.get(name))}`);
}

function contentOf(seen: string | undefined): string | undefined {
  return seen?.slice(seen.indexOf(' '));
}

function shown(seen: string | undefined): string {
  return seen === undefined ? 'not there' : seen.slice(0, 200);
}
