import { resolve } from 'node:path';
import { aBench, type Bench, type Judged, type Measured, measure, removeBench, strike } from './bench.ts';
import { isSame } from './judge.ts';
import type { Point } from './points.ts';
import { aControlScenario, type CallScenario } from './scenarios.ts';
import type { CallFault } from './strace.ts';

/** What a sweep has come to. */
export interface Figures {
  readonly counts: typeof NO_COUNTS;
  /** What was wrong, a sentence each. */
  readonly bad: readonly string[];
  /** Points that no run met again: other threads had moved them. */
  readonly missed: readonly string[];
}

const NO_COUNTS = {
  scenarios: 0,
  /** System calls about files that one run of each scenario makes. */
  calls: 0,
  kills: 0,
  faults: 0,
  /** How many of these runs left the old state, the new one, or of several files some old, some new. */
  old: 0,
  new: 0,
  mixed: 0,
  /** How often the next command found a change begun and completed it, or took it back. */
  forward: 0,
  back: 0,
};

export const NO_FIGURES: Figures = { counts: NO_COUNTS, bad: [], missed: [] };

export interface Strike {
  readonly point: Point;
  readonly fault: CallFault;
}

const FAULTS: readonly CallFault[] = ['SIGKILL', 'EIO', 'ENOSPC', 'EINTR'];

/** How far an aim is moved where other threads moved the call. */
const SHIFTS = [0, 0, 1, -1, 2, -2, 0, 3, -3, 1, -1, 4, -4, 0, 2, -2, 5, -5];

export function sum(left: Figures, right: Figures): Figures {
  const counts = { ...left.counts };
  for (const name of Object.keys(NO_COUNTS) as (keyof typeof NO_COUNTS)[]) counts[name] += right.counts[name];
  return { counts, bad: [...left.bad, ...right.bad], missed: [...left.missed, ...right.missed] };
}

/** So many of them, spread over all, the same for the same seed. */
export function sampleOf<Each>(all: readonly Each[], count: number, seed: number): readonly Each[] {
  let state = seed;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  // The first number of a small seed is small.
  random();
  return Array.from({ length: count }, (_, index) => all[Math.floor(((index + random()) * all.length) / count)]).filter(
    (each) => each !== undefined,
  );
}

/**
 * Kills and fails one command at each of its system calls, or at those that `choose` takes, on all benches at once. There are two or more of those, so
 * that two runs can be compared: a command that does not make the same calls again cannot be swept.
 */
export async function sweep(
  benches: readonly Bench[],
  scenario: CallScenario,
  choose: (all: readonly Strike[]) => readonly Strike[],
): Promise<Figures> {
  const measured = await Promise.all(benches.map(async (bench) => ({ bench, ...(await measure(bench, scenario)) })));
  const [first, second] = measured;
  if (first === undefined || second === undefined) throw new Error('there are no two benches');
  const queue = [...choose(strikesOf(first))];
  let figures: Figures = { ...NO_FIGURES, counts: { ...NO_COUNTS, scenarios: 1, calls: first.points.length } };
  if (measured.some(({ story }) => !isSame(story, first.story))) {
    figures = { ...figures, bad: [`${scenario.name}: two runs make other calls, or in another order`] };
  }
  const work = async (own: Measured & { readonly bench: Bench }): Promise<void> => {
    for (let each = queue.shift(); each !== undefined; each = queue.shift()) {
      const judged = await strikeUntilHit(own.bench, scenario, own, { ...each, point: asOf(own, each.point) });
      figures = sum(figures, figuresOf(scenario, each, judged));
    }
  };
  await Promise.all(measured.map(work));
  return figures;
}

/** The same faults on a writer that has one of its own; stops at the first thing found where `isBrief`. Counts what is bad. */
export async function sweepControl(
  name: string,
  finds: string,
  isBrief: boolean,
): Promise<{ runs: number; bad: number }> {
  const bench = aBench(resolve(import.meta.dirname, `controls/${name}.mjs`));
  const seen = { runs: 0, bad: 0 };
  try {
    const scenario = aControlScenario(name);
    const measured = await measure(bench, scenario);
    const strikes = strikesOf(measured).filter((each) => each.point.isProject);
    // What it does last is what goes wrong.
    for (const { point, fault } of strikes.toReversed()) {
      const { bad } = await strike(bench, scenario, measured, point, fault);
      seen.runs += 1;
      seen.bad += bad.filter((each) => each.includes(finds)).length;
      if (isBrief && seen.bad > 0) break;
    }
  } finally {
    removeBench(bench);
  }
  return seen;
}

/** What is not of the project, the program itself above all, is read only: one errno stands for all there. */
function strikesOf({ points }: Measured): readonly Strike[] {
  return points.flatMap((point) =>
    FAULTS.filter((fault) => point.isProject || fault === 'SIGKILL' || fault === 'EIO').map((fault) => ({
      point,
      fault,
    })),
  );
}

/** The same point as another bench has measured it: its project lies elsewhere. */
function asOf({ points }: Measured, point: Point): Point {
  return points.find(({ label, occurrence }) => label === point.label && occurrence === point.occurrence) ?? point;
}

/** A call that other threads moved by one or two is aimed at again; what is wrong with a run that met its fault elsewhere counts, too. */
async function strikeUntilHit(
  bench: Bench,
  scenario: CallScenario,
  measured: Measured,
  { point, fault }: Strike,
): Promise<Judged> {
  const bad: string[] = [];
  for (const shift of point.aim.path === undefined ? SHIFTS : [0, 0]) {
    const aim = { ...point.aim, nth: Math.max(1, point.aim.nth + shift) };
    const judged = await strike(bench, scenario, measured, { ...point, aim }, fault);
    bad.push(...judged.bad);
    if (judged.isHit) return { ...judged, bad };
  }
  return { isHit: false, end: 'old', rolled: undefined, bad };
}

function figuresOf({ name }: CallScenario, { point, fault }: Strike, { isHit, end, rolled, bad }: Judged): Figures {
  if (!isHit) return { ...NO_FIGURES, bad, missed: [`${name}, ${fault} at ${point.label} (${point.occurrence})`] };
  const counts = { ...NO_COUNTS, [fault === 'SIGKILL' ? 'kills' : 'faults']: 1, [end]: 1 };
  return { counts: rolled === undefined ? counts : { ...counts, [rolled]: 1 }, bad, missed: [] };
}
