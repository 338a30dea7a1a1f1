import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { addFiles, newDirectory } from '../../support/project.ts';
import { runNode } from '../../support/spawn.ts';
import { arrange, dataOf, faultsAfterwards, isSettled, type Seen } from '../faulty-command.ts';
import { PROJECT } from '../scenarios.ts';
import { type Expected, faultsOfRun, isAlike, isSame, surroundings } from './judge.ts';
import { isHit, type Point, pointsOf, storyOf } from './points.ts';
import type { CallScenario, Event } from './scenarios.ts';
import { damageOf, faultsOfStore, isPending, type SeenStore, storeOf } from './store-facts.ts';
import { type CallFault, trace } from './strace.ts';

/** A project of its own to run a command in, again and again from the same state. */
export interface Bench {
  readonly directory: string;
  readonly root: string;
  /** The program to run: a script for Node. */
  readonly program: string;
}

export interface Measured {
  readonly expected: Expected;
  readonly stores: { readonly before: SeenStore; readonly after: SeenStore };
  readonly points: readonly Point[];
  /** The calls about the project, in order: the same in every run. */
  readonly story: readonly string[];
}

/** What became of one point under one fault. */
export interface Judged {
  readonly isHit: boolean;
  /** What the run left. */
  readonly end: 'old' | 'new' | 'mixed';
  /** What became of a change that was begun by the command that finished it, this one or the next; `undefined` where none was. */
  readonly rolled: 'forward' | 'back' | undefined;
  readonly bad: readonly string[];
}

const STATE = ['data', '.statefix'];

export function aBench(program: string): Bench {
  const directory = newDirectory();
  const root = join(directory, 'project');
  addFiles(root, PROJECT);
  return { directory, root, program };
}

export function removeBench({ directory }: Bench): void {
  rmSync(directory, { recursive: true });
}

/** Puts the scenario's files in their place, lets happen what happened before, and remembers that state for `reset`. Gives what the files were first. */
async function prepare(bench: Bench, { before, prepare: events }: CallScenario): Promise<Seen> {
  for (const name of STATE) rmSync(join(bench.root, name), { recursive: true, force: true });
  arrange(bench.root, { before });
  const first = dataOf(bench.root);
  for (const event of events) await happen(bench, event);
  keep(bench);
  return first;
}

async function happen(bench: Bench, { args, killedAt, loses }: Event): Promise<void> {
  if (killedAt === undefined) await succeed(bench, args);
  else {
    keep(bench);
    const whole = await trace(commandLine(bench, args), { cwd: bench.root, aside: bench.directory });
    const point = pointsOf(whole, bench.root).find(({ label }) => label === killedAt);
    if (point === undefined) throw new Error(`${args.join(' ')}: never came to: ${killedAt}`);
    reset(bench);
    const inject = { ...point.aim, fault: 'SIGKILL' as const };
    const run = await trace(commandLine(bench, args), { cwd: bench.root, aside: bench.directory, inject });
    if (!isHit(run, point, bench.root)) throw new Error(`${args.join(' ')}: was not killed at: ${killedAt}`);
  }
  if (loses === undefined) return;
  const data = join(bench.root, 'data');
  const lost = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(loses));
  const [name, second] = lost.filter((each) => !each.startsWith('.tmp-theirs'));
  if (name === undefined || second !== undefined) throw new Error(`${loses}: one was expected of ${lost.join(', ')}`);
  rmSync(join(data, name));
}

/** Traces the whole command: where it comes to where nothing fails, and every call that could. */
export async function measure(bench: Bench, scenario: CallScenario): Promise<Measured> {
  const { root, directory } = bench;
  const original = await prepare(bench, scenario);
  const [before, storeBefore] = [dataOf(root), storeOf(root)];
  const first = await trace(commandLine(bench, scenario.command), { cwd: root, aside: directory });
  if (first.exit !== 0) throw new Error(`${scenario.name}: exit ${first.exit}: ${first.output}`);
  if (scenario.isRecovery) await succeed(bench, scenario.next(false));
  const [after, storeAfter] = [dataOf(root), storeOf(root)];
  return {
    expected: { before, old: scenario.isRecovery ? original : before, after },
    stores: { before: storeBefore, after: storeAfter },
    points: pointsOf(first, root),
    story: storyOf(first, root),
  };
}

/** Runs the command with that one fault, judges what it left, then the next commands, and judges again. */
export async function strike(
  bench: Bench,
  scenario: CallScenario,
  measured: Measured,
  point: Point,
  fault: CallFault,
): Promise<Judged> {
  const { root, directory } = bench;
  const { expected } = measured;
  reset(bench);
  const around = surroundings(root);
  const inject = { ...point.aim, fault };
  const run = await trace(commandLine(bench, scenario.command), { cwd: root, aside: directory, inject });
  const found = dataOf(root);
  const hasHit = isHit(run, point, root);
  const bad = [...faultsOfRun(scenario, expected, found, run, hasHit ? point : undefined, fault)];
  const store = storeOf(root);
  const end = endOf(scenario, expected, found);
  const next = isDone(measured, found, store) ? undefined : await goOn(bench, scenario, measured);
  bad.push(...(next?.bad ?? []));
  if (!isSame(around, surroundings(root))) bad.push('something around the state has changed');
  return {
    isHit: hasHit,
    end,
    rolled: scenario.isRecovery && !isPending(store) ? rolledTo(end) : next?.rolled,
    bad: bad.map((each) => `${scenario.name}, ${fault} at ${point.label} (${point.occurrence}): ${each}`),
  };
}

/** The next commands, in which nothing fails: they finish what was begun, bring the new state, and leave nothing besides. */
async function goOn(
  bench: Bench,
  scenario: CallScenario,
  { expected, stores }: Measured,
): Promise<Pick<Judged, 'rolled' | 'bad'>> {
  const { root } = bench;
  const bad = [...damageOf(storeOf(root))];
  const wasPending = isPending(storeOf(root));
  if (scenario.settle !== undefined) bad.push(...(await faultsOfNext(bench, scenario.settle)));
  const settled = dataOf(root);
  if (isPending(storeOf(root))) bad.push('the next command has left the journal as it was');
  if (scenario.isAtomic && !isAlike(scenario, expected, settled))
    bad.push('after the next command some are old, some new');
  const end = endOf(scenario, expected, settled);
  bad.push(...(await faultsOfNext(bench, scenario.next(end === 'new'))));
  bad.push(...faultsAfterwards(expected, dataOf(root), 0), ...faultsOfStore(stores.after, storeOf(root)));
  if (scenario.settle !== undefined) bad.push(...(await faultsOfNext(bench, ['log', '--verify'])));
  return { rolled: wasPending ? rolledTo(end) : undefined, bad };
}

async function faultsOfNext({ program, root }: Bench, args: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await runNode(program, args, { cwd: root });
  return code === 0 ? [] : [`the next run: exit ${code} of ${args.join(' ')}: ${stdout}${stderr}`];
}

function endOf({ targets }: CallScenario, { old, after }: Expected, found: Seen): Judged['end'] {
  if (targets.every((target) => found.get(target) === after.get(target))) return 'new';
  return targets.every((target) => found.get(target) === old.get(target)) ? 'old' : 'mixed';
}

function rolledTo(end: Judged['end']): Judged['rolled'] {
  return end === 'mixed' ? undefined : end === 'new' ? 'forward' : 'back';
}

/** True where all is exactly as before the run, or as after one in which nothing fails: the next run has nothing more to show then. */
function isDone({ expected, stores }: Measured, found: Seen, store: SeenStore): boolean {
  return (['before', 'after'] as const).some(
    (each) => isSettled({ before: expected[each], after: expected[each] }, found) && isSame(stores[each], store),
  );
}

async function succeed({ program, root }: Bench, args: readonly string[]): Promise<void> {
  const { code, stderr } = await runNode(program, args, { cwd: root });
  if (code !== 0) throw new Error(`${args.join(' ')}: exit ${code}: ${stderr}`);
}

function commandLine({ program }: Bench, args: readonly string[]): readonly string[] {
  return [process.execPath, program, ...args];
}

function keep({ root, directory }: Bench): void {
  const kept = join(directory, 'kept');
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept);
  copyState(root, kept);
}

function reset({ root, directory }: Bench): void {
  for (const name of STATE) rmSync(join(root, name), { recursive: true, force: true });
  copyState(join(directory, 'kept'), root);
}

/** With modes, times, and links between files. */
function copyState(from: string, to: string): void {
  const names = STATE.filter((name) => existsSync(join(from, name))).map((name) => join(from, name));
  const { status, stderr } = spawnSync('cp', ['-a', ...names, to], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}
