import { type CrashState, crashStates, type Depth } from './crash-points.ts';
import { type Effect, type Recording, type Tree, treeNow } from './disk.ts';
import { AUDIT, type Expectation, faultsAfterwards, faultsIn, mixture } from './judge.ts';
import { booted } from './machine.ts';
import { arrange, materialise, treeAt } from './real-tree.ts';
import { asAnotherProcess, recordOn } from './record.ts';
import { CHECK, CHECK_STRICTLY, type CrashScenario, ELSEWHERE, type Surroundings } from './scenarios.ts';

export interface Replay {
  /** Moments at which the power may go: one after each operation that changes anything. */
  readonly points: number;
  /** Different states of the disk, taken with what was acknowledged then. */
  readonly states: number;
  /** Of these, how many the next command was run on. */
  readonly nextRuns: number;
  /** The states with something wrong, and what. */
  readonly bad: readonly string[];
}

export interface Effort extends Depth {
  /** The next command is run on at most so many states of a scenario, evenly spread; all are judged as they stand. */
  readonly nextRuns: number;
}

const DAY_MS = 86_400_000;

/** Records one scenario in a project at `root`, and judges every state that a power cut may leave, and what the next command makes of it. */
export async function replay(root: string, scenario: CrashScenario, effort: Effort): Promise<Replay> {
  const { recording, expected } = await record(root, scenario);
  const states = [...crashStates(recording, effort)];
  const isChosen = (index: number) => {
    const chosenUpTo = (end: number) => Math.floor((end * Math.min(effort.nextRuns, states.length)) / states.length);
    return chosenUpTo(index + 1) > chosenUpTo(index);
  };
  const bad: string[] = [];
  let nextRuns = 0;
  for (const [index, state] of states.entries()) {
    const faults = [...faultsIn(state, expected)];
    if (isChosen(index)) {
      nextRuns += 1;
      faults.push(...(await faultsOfNextRun(root, scenario, state, expected)));
    }
    if (faults.length > 0) bad.push(`${told(state, recording)}: ${faults.join('\n    ')}`);
  }
  return { points: pointsOf(recording), states: states.length, nextRuns, bad };
}

async function record(
  root: string,
  scenario: CrashScenario,
): Promise<{ readonly recording: Recording; readonly expected: Expectation }> {
  arrange(root, scenario.before);
  const fs = booted(root, 1);
  const surroundings: Surroundings = {
    root,
    fs,
    now: () => new Date('2026-11-21T10:20:30.456Z'),
    acknowledge: () => {},
  };
  await ensureDone(`${scenario.name}: prepare`, scenario.prepare?.(surroundings));
  const before = treeAt(root);
  const recorder = recordOn(root, fs);
  const audits = new Map<string, Uint8Array>();
  const acknowledge = (name: string) => {
    recorder.acknowledge(`data/${name}`);
    const audit = treeAt(root).get(AUDIT);
    if (audit !== undefined) audits.set(`data/${name}`, audit.bytes);
  };
  // Later than what was prepared, so that no two names that carry a time are the same.
  const now = () => new Date('2026-11-21T10:20:31.456Z');
  await ensureDone(scenario.name, scenario.run({ root, fs: recorder.fs, now, acknowledge }));
  const recording = recorder.recording();
  const after = treeAt(root);
  ensureFaithful(scenario, treeNow(recording), after);
  const targets = scenario.targets.map((name) => `data/${name}`);
  const expected = { before, after, targets, audits, end: scenario.end ?? ('new' as const) };
  return { recording: asAnotherProcess(recording), expected };
}

async function ensureDone(name: string, act: Promise<number | string> | undefined): Promise<void> {
  const exit = (await act) ?? 0;
  if (exit !== 0) throw new Error(`${name}: ${exit}, without a power cut`);
}

/** A model that comes to anything but what stands there would prove nothing. */
function ensureFaithful({ name }: CrashScenario, model: Tree, real: Tree): void {
  const shown = (tree: Tree) =>
    [...tree]
      .map(([path, { meta, bytes }]) => `${path} ${JSON.stringify(meta)} ${Buffer.from(bytes).toString('latin1')}`)
      .sort()
      .join('\n');
  if (shown(model) !== shown(real)) {
    throw new Error(`${name}: the recording comes to\n${shown(model)}\nand the disk to\n${shown(real)}`);
  }
}

function pointsOf({ effects }: Recording): number {
  return effects.filter(({ kind }) => kind !== 'acknowledge').length;
}

async function faultsOfNextRun(
  root: string,
  scenario: CrashScenario,
  state: CrashState,
  expected: Expectation,
): Promise<readonly string[]> {
  materialise(root, state.tree);
  // A temp file of writeAtomic whose writer cannot be asked stays for a day.
  const now = () => new Date(Date.now() + 2 * DAY_MS);
  const surroundings: Surroundings = { root, fs: booted(root, 2), now, acknowledge: () => {} };
  const bad: string[] = [];
  const run = async (what: string, act: CrashScenario['next']) => {
    const exit = await exitOf(() => act(surroundings));
    if (exit !== 0) bad.push(`${what}: ${exit}`);
  };
  if (scenario.isTogether) {
    await run('a command elsewhere', ELSEWHERE);
    bad.push(...mixture(treeAt(root), expected).map((each) => `after a command elsewhere ${each}`));
  }
  await run('the next run', scenario.next);
  bad.push(...faultsAfterwards(treeAt(root), state, expected));
  await run('check after the next run', scenario.end === 'either' ? CHECK : CHECK_STRICTLY);
  return bad;
}

async function exitOf(act: () => Promise<number | string>): Promise<number | string> {
  try {
    return await act();
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : `${error}`;
  }
}

function told(state: CrashState, { effects }: Recording): string {
  const order = state.isOrdered ? 'in order' : 'in any order';
  const names = [...state.tree.keys()].filter((name) => !/^(?:data|\.statefix)$/.test(name));
  return `point ${state.point}, after ${shown(effects[state.point - 1])}, names ${order}, with ${names.join(' ')}`;
}

function shown(effect: Effect | undefined): string {
  if (effect?.kind !== 'names') return effect?.kind ?? 'nothing';
  return effect.sets.map(({ name, ino }) => `${ino === undefined ? '-' : '+'}${name}`).join(' ');
}
