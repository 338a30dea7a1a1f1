import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { addFiles, newDirectory } from '../../support/project.ts';
import { runNode } from '../../support/spawn.ts';
import { arrange, dataOf, type Expected, faultsAfterwards, isSettled } from '../faulty-command.ts';
import { PROJECT } from '../scenarios.ts';
import { faultsOfRun, isSame, surroundings } from './judge.ts';
import { isHit, type Point, pointsOf, storyOf } from './points.ts';
import type { CallScenario } from './scenarios.ts';
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
  readonly points: readonly Point[];
  /** True where a second run made the same calls about the project in the same order. */
  readonly isRepeatable: boolean;
}

/** What became of one point under one fault. */
export interface Judged {
  readonly isHit: boolean;
  readonly end: 'old' | 'new';
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

/** Puts the scenario's files in their place, and remembers that state for `reset`. */
export async function prepare(bench: Bench, { before, prepare: commands }: CallScenario): Promise<void> {
  for (const name of STATE) rmSync(join(bench.root, name), { recursive: true, force: true });
  arrange(bench.root, { before });
  for (const args of commands) {
    const { code, stderr } = await runNode(bench.program, args, { cwd: bench.root });
    if (code !== 0) throw new Error(`${args.join(' ')}: exit ${code}: ${stderr}`);
  }
  const kept = join(bench.directory, 'kept');
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept);
  copyState(bench.root, kept);
}

/** Traces the whole command, twice: where it comes to where nothing fails, and every call that could. */
export async function measure(bench: Bench, scenario: CallScenario): Promise<Measured> {
  const { root, directory } = bench;
  await prepare(bench, scenario);
  const before = dataOf(root);
  const first = await trace(commandLine(bench, scenario), { cwd: root, aside: directory });
  if (first.exit !== 0) throw new Error(`${scenario.name}: exit ${first.exit}: ${first.output}`);
  const after = dataOf(root);
  reset(bench);
  const second = await trace(commandLine(bench, scenario), { cwd: root, aside: directory });
  return {
    expected: { before, after },
    points: pointsOf(first, root),
    isRepeatable: isSame(storyOf(first, root), storyOf(second, root)),
  };
}

/** Runs the command with that one fault, judges what it left, then the next command, and judges again. */
export async function strike(
  bench: Bench,
  scenario: CallScenario,
  { expected }: Measured,
  point: Point,
  fault: CallFault,
): Promise<Judged> {
  const { root, directory, program } = bench;
  reset(bench);
  const around = surroundings(root);
  const inject = { ...point.aim, fault };
  const run = await trace(commandLine(bench, scenario), { cwd: root, aside: directory, inject });
  const found = dataOf(root);
  const hasHit = isHit(run, point, root);
  const bad = [...faultsOfRun(scenario, expected, found, run, hasHit ? point : undefined, fault)];
  const isNew = scenario.targets.every((target) => found.get(target) === expected.after.get(target));
  if (!isSettled(expected, found)) {
    const next = await runNode(program, scenario.next(isNew), { cwd: root });
    bad.push(...faultsAfterwards(expected, dataOf(root), next.code === 0 ? 0 : `${next.code}: ${next.stderr}`));
  }
  if (!isSame(around, surroundings(root))) bad.push('something around the state has changed');
  return {
    isHit: hasHit,
    end: isNew ? 'new' : 'old',
    bad: bad.map((each) => `${scenario.name}, ${fault} at ${point.label} (${point.occurrence}): ${each}`),
  };
}

function commandLine({ program }: Bench, { command }: CallScenario): readonly string[] {
  return [process.execPath, program, ...command];
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
