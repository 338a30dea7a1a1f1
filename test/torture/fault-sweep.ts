import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import { journalDirectory } from '../../src/store/project-store.ts';
import { ERRNOS, withHook } from '../support/faults.ts';
import { addFiles, namesIn } from '../support/project.ts';
import { type Act, exitCodeOf, sealing } from './acts.ts';
import {
  type Account,
  faultsOfAccount,
  faultsOfQuietStore,
  linesOf,
  lostContents,
  pendingRecords,
  stateOf,
  storeOf,
} from './books.ts';
import {
  arrange,
  dataOf,
  type Expected,
  type Fault,
  type FaultyOps,
  faultsAfterwards,
  faultsIn,
  faultsOfKilled,
  faultsOfSet,
  faultyOps,
  isSettled,
  lyingRename,
  type Seen,
  shortAt,
} from './faulty-command.ts';
import { type KeptState, keepState, putStateBack } from './kept-state.ts';
import { buryTempFiles, dyingOps } from './killed-process.ts';
import { PROJECT, type Scenario } from './scenarios.ts';

/** What a sweep has come to; the sum of several can be printed as it is. */
export interface FaultFigures {
  readonly runs: number;
  /** Runs one of whose operations was failed, or took less than it was given. */
  readonly faults: number;
  readonly kills: number;
  /** How many of these runs left the old state, and how many the new one. */
  readonly old: number;
  readonly new: number;
  /** What was wrong, a sentence each. */
  readonly bad: readonly string[];
}

export const NO_FAULT_FIGURES: FaultFigures = { runs: 0, faults: 0, kills: 0, old: 0, new: 0, bad: [] };

/**
 * Everything that can be done to one operation: an errno, half a write, half a write on a disk that is full then, an error for a rename that is done, or a
 * kill in front of it.
 */
export const INJURIES = [
  ...ERRNOS,
  'half a write',
  'half a write, then ENOSPC',
  'a rename done and denied',
  'kill',
] as const;

export type Injury = (typeof INJURIES)[number];

/** A scenario with all that is known of it. */
export interface Prepared {
  readonly root: string;
  readonly scenario: Scenario;
  readonly kept: KeptState;
  readonly expected: Expected;
  readonly account: Account;
  /** How many lines the audit has where nothing fails. */
  readonly lines: number;
  /** How many operations the command asks for, how many of them change something, and how many of these are renames. */
  readonly operations: number;
  readonly changes: number;
  readonly renames: number;
  readonly bad: readonly string[];
}

const STATE = ['data', '.statefix'];

/** A project for scenarios; in memory where the system has such a place: tens of thousands of `fsync` calls take minutes on a disk. */
export function aFaultProject(): string {
  const root = realpathSync(mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'statefix-torture-')));
  addFiles(root, PROJECT);
  return root;
}

/** Puts the scenario's files in their place and runs it where nothing fails. */
export async function prepareScenario(root: string, scenario: Scenario): Promise<Prepared> {
  arrange(root, scenario);
  const paths = statePathsOf(scenario);
  const account: Account = { start: new Map(paths.map((path) => [path, stateOf(root, path)])), edits: [] };
  for (const act of scenario.prepare ?? []) {
    const exit = await exitCodeOf(act, cwdOf(root, scenario), nodeFs);
    if (exit !== 0) throw new Error(`${scenario.name} cannot be prepared: exit ${exit}`);
  }
  const kept = keepState(root, STATE);
  const before = dataOf(root);
  const counts = { operations: 0, renames: 0 };
  const counted = withHook(nodeFs, (operation, _, act) => {
    counts.operations += 1;
    if (operation === 'rename') counts.renames += 1;
    return act();
  });
  const dying = dyingOps(0, false, counted);
  const exit = await exitCodeOf(scenario.act, cwdOf(root, scenario), dying.fs);
  if (exit !== (scenario.exit ?? 0)) throw new Error(`${scenario.name}: exit ${exit}`);
  const expected = { before, after: dataOf(root) };
  const bad = [...judgeQuiet(root, scenario, account), ...(scenario.goal?.(root) ?? [])].map(
    (each) => `without a fault: ${each}`,
  );
  return {
    root,
    scenario,
    kept,
    expected,
    account,
    lines: linesOf(root).length,
    ...counts,
    changes: dying.changes(),
    bad,
  };
}

/** The state files of a scenario, as the books record them; none for a project that has no books yet. */
function statePathsOf({ targets, isNewProject }: Scenario): readonly string[] {
  return isNewProject === true ? [] : targets.map((target) => `data/${target}`);
}

function cwdOf(root: string, { isNewProject }: Scenario): string {
  return isNewProject === true ? join(root, 'data') : root;
}

/** How often that injury can be done to the command. */
export function pointsOf({ operations, changes, renames }: Prepared, injury: Injury): number {
  if (injury === 'kill') return changes;
  return injury === 'a rename done and denied' ? renames : operations;
}

/** Does that to the k-th operation of the command, judges what it leaves, runs the next one, and judges again. */
async function strike(
  prepared: Prepared,
  injury: Injury,
  k: number,
  using: (fs: FsOps) => FsOps = (fs) => fs,
): Promise<FaultFigures> {
  const { root, kept } = prepared;
  putStateBack(root, STATE, kept);
  return injury === 'kill' ? await killed(prepared, k, using) : await failed(prepared, injury, k, using);
}

async function failed(
  prepared: Prepared,
  injury: Exclude<Injury, 'kill'>,
  k: number,
  using: (fs: FsOps) => FsOps,
): Promise<FaultFigures> {
  const { root, scenario, expected, account, lines } = prepared;
  const { fs, fault } = injured(injury, k);
  const exit = asAWish(scenario, await exitCodeOf(scenario.act, cwdOf(root, scenario), using(fs)));
  const isHit = fault() !== undefined;
  // Half of it is written, and the rest with the next call: nothing has failed.
  const told = injury === 'half a write' ? undefined : fault();
  const found = dataOf(root);
  if (isPassedOver(scenario, fault())) {
    const bad = [0, 2, 3].includes(exit as number) ? [] : [`exit ${exit}`];
    return figuresOf(prepared, found, bad, `${injury} at operation ${k}, ${shown(fault())}`, 'faults');
  }
  const end = { exit, fault: told, isPending: pendingRecords(root).length > 0 };
  const bad = [
    ...faultsIn(scenario, expected, found, end).filter((each) => !mayStay(injury, each)),
    ...faultsOfAccount(root, account),
    ...(scenario.safety?.(root) ?? []),
  ];
  const made = linesOf(root).length;
  if (made > lines) bad.push(`${made} lines stand in the audit, where ${lines} changes were made`);
  if (exit === 0) {
    if (made < lines) bad.push(`exit 0, but ${made} lines stand in the audit, where ${lines} changes were made`);
    bad.push(...(scenario.goal?.(root) ?? []));
  }
  bad.push(...(await judgedNext(prepared, found)));
  return figuresOf(
    prepared,
    found,
    bad,
    `${injury} at operation ${k}, ${shown(fault())}`,
    isHit ? 'faults' : undefined,
  );
}

/** A new project makes a start with what it can see: what cannot be read is passed over, and the config is another one. */
function isPassedOver({ isNewProject }: Scenario, fault: Fault | undefined): boolean {
  return isNewProject === true && fault !== undefined && LOOKS.has(fault.operation);
}

const LOOKS: ReadonlySet<string> = new Set([
  'readdir',
  'open',
  'read',
  'stat',
  'lstat',
  'fstat',
  'realpath',
  'readlink',
]);

/** What lies under a name that it was denied to have got may stay for the next run, which clears it. */
function mayStay(injury: Injury, bad: string): boolean {
  return injury === 'a rename done and denied' && bad.startsWith('litter');
}

function injured(injury: Exclude<Injury, 'kill'>, k: number): FaultyOps {
  switch (injury) {
    case 'half a write':
      return shortAt(k, false);
    case 'half a write, then ENOSPC':
      return shortAt(k, true);
    case 'a rename done and denied':
      return lyingRename(k);
    default:
      return faultyOps(k, injury);
  }
}

async function killed(prepared: Prepared, k: number, using: (fs: FsOps) => FsOps): Promise<FaultFigures> {
  const { root, scenario, expected, account, lines } = prepared;
  const { fs, death } = dyingOps(k, k % 2 === 0);
  await exitCodeOf(scenario.act, cwdOf(root, scenario), using(fs));
  buryTempFiles([journalDirectory(storeOf(root)), join(root, '.statefix'), join(root, 'data')]);
  const found = dataOf(root);
  const bad = [
    ...faultsOfKilled(scenario, expected, found),
    ...faultsOfAccount(root, account),
    ...(scenario.safety?.(root) ?? []),
  ];
  const made = linesOf(root).length;
  if (made > lines) bad.push(`${made} lines stand in the audit, where ${lines} changes were made`);
  bad.push(...(await judgedNext(prepared, found)));
  const at = death();
  return figuresOf(prepared, found, bad, `kill ${k}, in front of ${at}`, at === undefined ? undefined : 'kills');
}

/** What is wrong after the next command; where a change is reversible, another one finishes what was begun, and it is done again where it was not done. */
async function judgedNext(prepared: Prepared, found: Seen): Promise<readonly string[]> {
  const { root, scenario, expected, account, lines } = prepared;
  const store = storeOf(root);
  const traces = namesIfThere(store.directory).filter((name) => name.includes('.tmp-') || name.includes('.lock'));
  const isQuiet = traces.length === 0 && namesIfThere(journalDirectory(store)).length === 0;
  if (isQuiet && isSettled(expected, found) && scenario.goal === undefined) return judgeQuiet(root, scenario, account);
  const bad: string[] = [];
  if (scenario.isReversible === true || !isQuiet) {
    const next = await exitCodeOf(settling(scenario), cwdOf(root, scenario), nodeFs);
    // A file that is broken or gone is told of.
    if (next !== 0 && next !== 1 && next !== 2) bad.push(`another command next: exit ${next}`);
    if (scenario.isSet === true) bad.push(...faultsOfSet(scenario.targets, expected, dataOf(root)));
    bad.push(...faultsOfAccount(root, account));
  }
  let exit: number | string = scenario.exit ?? 0;
  if (scenario.isReversible !== true || !isNew(scenario, expected, dataOf(root))) {
    exit = await exitCodeOf(scenario.act, cwdOf(root, scenario), nodeFs);
  }
  bad.push(...faultsAfterwards(expected, dataOf(root), asAWish(scenario, exit), scenario));
  bad.push(
    ...[...judgeQuiet(root, scenario, account), ...(scenario.goal?.(root) ?? [])].map(
      (each) => `after the next run: ${each}`,
    ),
  );
  const made = linesOf(root).length;
  // Where a dead writer staged the checksum of what stands there, it is put beside its file without a change of that.
  const least = scenario.isBesideAlone === true ? 0 : lines;
  if (made < least || made > lines) {
    bad.push(`after the next run ${made} lines stand in the audit, where ${lines} changes were made`);
  }
  return bad;
}

/** A command that brings a broken file back, as it was asked to, tells so by its exit code. */
function asAWish({ exit: wanted }: Scenario, exit: number | string): number | string {
  return exit === (wanted ?? 0) ? 0 : exit;
}

/** Another changing command, which has nothing to change of its own in a healthy file. */
function settling({ targets }: Scenario): Act {
  return sealing(targets.map((target) => `data/${target}`));
}

function judgeQuiet(root: string, scenario: Scenario, account: Account): readonly string[] {
  return [
    ...faultsOfQuietStore(root),
    ...faultsOfAccount(root, account),
    ...lostContents(root, account),
    ...(scenario.safety?.(root) ?? []),
  ];
}

function isNew({ targets }: Scenario, { after }: Expected, found: Seen): boolean {
  return targets.every((target) => found.get(target) === after.get(target));
}

function figuresOf(
  { scenario, expected }: Prepared,
  found: Seen,
  bad: readonly string[],
  what: string,
  hit: 'faults' | 'kills' | undefined,
): FaultFigures {
  const end = isNew(scenario, expected, found) ? 'new' : 'old';
  const told = bad.map((each) => `${scenario.name}, ${what}: ${each}`);
  return { ...NO_FAULT_FIGURES, runs: 1, [end]: 1, ...(hit === undefined ? {} : { [hit]: 1 }), bad: told };
}

export function sumOfFaults(left: FaultFigures, right: FaultFigures): FaultFigures {
  return {
    runs: left.runs + right.runs,
    faults: left.faults + right.faults,
    kills: left.kills + right.kills,
    old: left.old + right.old,
    new: left.new + right.new,
    bad: [...left.bad, ...right.bad],
  };
}

/** Does that to so many operations of the command, spread over all of them, the same for the same seed; to every one, until a run meets none, where it is not said. */
export async function sweepOf(
  prepared: Prepared,
  injury: Injury,
  sample: { readonly count: number; readonly random: () => number } | undefined,
  using?: (fs: FsOps) => FsOps,
): Promise<FaultFigures> {
  let figures = NO_FAULT_FIGURES;
  const points = pointsOf(prepared, injury);
  if (sample === undefined) {
    // What failed earlier may ask for more operations than a run in which nothing does.
    for (let k = 1, isHit = true; isHit || k <= points; k += 1) {
      const one = await strike(prepared, injury, k, using);
      isHit = one.faults + one.kills > 0;
      figures = sumOfFaults(figures, one);
    }
    return figures;
  }
  for (const k of spread(points, sample.count, sample.random)) {
    figures = sumOfFaults(figures, await strike(prepared, injury, k, using));
  }
  return figures;
}

function spread(points: number, count: number, random: () => number): readonly number[] {
  const all = Array.from({ length: count }, (_, index) => 1 + Math.floor(((index + random()) * points) / count));
  return [...new Set(all)];
}

function namesIfThere(directory: string): readonly string[] {
  return existsSync(directory) ? namesIn(directory) : [];
}

function shown(fault: Fault | undefined): string {
  return fault === undefined ? 'no fault' : `${fault.operation} ${fault.path}`;
}

export function removeFaultProject(root: string): void {
  rmSync(root, { recursive: true, force: true });
}
