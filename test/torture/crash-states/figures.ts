import type { Figures } from '../../support/figures.ts';
import type { Replay } from './replay.ts';

/** What the harness comes to, for a line in a table. */
export interface CrashFigures {
  readonly scenarios: number;
  readonly points: number;
  readonly states: number;
  /** States after which the next command was run, too. */
  readonly nextRuns: number;
  /** States with something wrong. */
  readonly bad: number;
  readonly controls: readonly ControlFigures[];
}

interface ControlFigures {
  readonly name: string;
  readonly states: number;
  /** More than none, or the harness proves nothing. */
  readonly bad: number;
}

export const NO_FIGURES: CrashFigures = { scenarios: 0, points: 0, states: 0, nextRuns: 0, bad: 0, controls: [] };

export function withReplay(figures: CrashFigures, { points, states, nextRuns, bad }: Replay): CrashFigures {
  return {
    ...figures,
    scenarios: figures.scenarios + 1,
    points: figures.points + points,
    states: figures.states + states,
    nextRuns: figures.nextRuns + nextRuns,
    bad: figures.bad + bad.length,
  };
}

export function withControl(figures: CrashFigures, name: string, { states, bad }: Replay): CrashFigures {
  return { ...figures, controls: [...figures.controls, { name, states, bad: bad.length }] };
}

/** The same as a row of the table of all harnesses. */
export function rowOf({ scenarios, points, states, nextRuns, bad, controls }: CrashFigures): Figures {
  return {
    harness: 'power cuts, replayed',
    tried: `${states} states at ${points} points of ${scenarios} runs, after ${nextRuns} of them the next command`,
    bad,
    controls: controls.map((each) => ({ name: each.name, tried: each.states, bad: each.bad })),
  };
}

/** One line for people. */
export function lineOf({ scenarios, points, states, nextRuns, bad, controls }: CrashFigures): string {
  const found = controls.map((each) => `${each.name} ${each.bad} of ${each.states}`).join(', ');
  return (
    `crash states: ${scenarios} scenarios, ${points} points, ${states} states, ${nextRuns} with the next command run; ` +
    `${bad} bad; controls: ${found}`
  );
}
