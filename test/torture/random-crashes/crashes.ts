import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { log } from '../../../src/commands/log.ts';
import type { RunContext } from '../../../src/commands/run.ts';
import { type FsOps, nodeFs } from '../../../src/store/fs-ops.ts';
import {
  type Act,
  backingUp,
  exitCodeOf,
  migrating,
  pruning,
  repairing,
  restoring,
  sealing,
  undoing,
} from '../acts.ts';
import { faultsOfAccount, faultsOfQuietStore, linesOf, lostContents, pendingRecords } from '../books.ts';
import { buryTempFiles, dyingOps } from '../killed-process.ts';
import { seeded } from '../lock-stress/trouble.ts';
import { aWorld, editByHand, FOREIGN_HANDS, STATE_FILES, type World } from './world.ts';

/** What came of a series of crashes; printable as it is. */
export interface CrashFigures {
  readonly seed: number;
  /** Commands that were begun. */
  readonly commands: number;
  readonly crashes: number;
  /** Crashes that left a change in the journal, and commands that were killed while they finished one. */
  readonly pending: number;
  readonly recoveries: number;
  /** Edits by other programs. */
  readonly edits: number;
  /** Lines of the audit, over all projects. */
  readonly changes: number;
  /** What was wrong, a sentence each, with the seed and the step at which it was seen. */
  readonly bad: readonly string[];
}

export interface CrashSettings {
  readonly seed: number;
  readonly crashes: number;
  /** Milliseconds after which no more are begun, once `least` have been. */
  readonly time: number;
  readonly least: number;
  /** What is wrong with the store, for a control. */
  readonly using?: (fs: FsOps) => FsOps;
  /** Ends with the first thing found. */
  readonly isBrief?: boolean;
}

/** Crashes in one project, before the next is made: the audit of one that lives for ever makes every look at it slow. */
const CRASHES_EACH = 40;

type Random = () => number;

interface Step {
  readonly name: string;
  readonly act: Act;
  /** Only these are touched. */
  readonly paths: readonly string[];
  readonly isBackup: boolean;
  /** It puts the backups of its files right, whatever a killed command left there; a prune leaves alone what has none. */
  readonly clears: boolean;
}

/** Kills random commands at random operations, again and again in the same project, and judges files and books after each. */
export async function crashAtRandom(settings: CrashSettings): Promise<CrashFigures> {
  const root = realpathSync(mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'statefix-crashes-')));
  const end = performance.now() + settings.time;
  let figures: CrashFigures = {
    seed: settings.seed,
    commands: 0,
    crashes: 0,
    pending: 0,
    recoveries: 0,
    edits: 0,
    changes: 0,
    bad: [],
  };
  const isOver = () =>
    figures.crashes >= settings.crashes ||
    (figures.crashes >= settings.least && performance.now() > end) ||
    (settings.isBrief === true && figures.bad.length > 0);
  try {
    for (let index = 0; !isOver(); index += 1) {
      figures = await liveThrough(root, settings.seed + index, figures, settings, isOver);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return figures;
}

async function liveThrough(
  root: string,
  seed: number,
  before: CrashFigures,
  { using = (fs) => fs, crashes }: CrashSettings,
  isOver: () => boolean,
): Promise<CrashFigures> {
  const random = seeded(seed);
  const world = aWorld(root);
  const pruned = new Set<string>();
  const unsettled = new Set<string>();
  const seen = { ...before, bad: [...before.bad] };
  const most = Math.min(crashes, before.crashes + CRASHES_EACH);
  for (let step = 1; seen.crashes < most && (step === 1 || !isOver()); step += 1) {
    const where = (what: string) => (each: string) => `seed ${seed}, step ${step}, ${what}: ${each}`;
    if (random() < 0.12) {
      const path = pick(STATE_FILES, random);
      const hand = pick(FOREIGN_HANDS, random);
      editByHand(world, path, hand, `${seed}-${step}`);
      seen.edits += 1;
      seen.bad.push(...faultsOfAccount(root, world.account).map(where(`${path} ${hand}`)));
      continue;
    }
    const chosen = aStep(random);
    const wasPending = pendingRecords(root).length > 0;
    const dying = dyingOps(random() < 0.1 ? 0 : 1 + Math.floor(random() ** 2 * 120), random() < 0.5);
    const exit = await exitCodeOf(chosen.act, root, using(dying.fs), contextOf(world));
    buryTempFiles([join(root, 'data'), join(root, '.statefix'), join(root, '.statefix', 'journal')]);
    const death = dying.death();
    const told = where(
      death === undefined ? chosen.name : `${chosen.name} killed in front of ${death.replaceAll(root, '')}`,
    );
    seen.commands += 1;
    if (isBug(exit)) seen.bad.push(told(`exit ${exit}`));
    if (chosen.isBackup) for (const path of chosen.paths) pruned.add(path);
    if (death !== undefined) {
      seen.crashes += 1;
      if (pendingRecords(root).length > 0) seen.pending += 1;
      if (wasPending) seen.recoveries += 1;
      if (chosen.isBackup) for (const path of chosen.paths) unsettled.add(path);
      seen.bad.push(...faultsOfAccount(root, world.account).map(told));
    } else {
      if (chosen.clears && exit === 0) for (const path of chosen.paths) unsettled.delete(path);
      seen.bad.push(...judgeWhole(world, exit, pruned, unsettled).map(told));
    }
    if (seen.bad.length > before.bad.length + 20) break;
  }
  seen.bad.push(...(await judgeEnd(world, using)).map((each) => `seed ${seed}, at the end: ${each}`));
  seen.changes += linesOf(root).length;
  return seen;
}

function contextOf({ now }: World): Partial<RunContext> {
  return { now };
}

/** A stack instead of an exit code is a bug, but for what a killed process meets: all operations fail then. */
function isBug(exit: number | string): boolean {
  return typeof exit === 'string' ? /TypeError|RangeError|ReferenceError|ENOENT/.test(exit) : exit === 70;
}

/** After a command that nothing disturbed. */
function judgeWhole(
  { root, account }: World,
  exit: number | string,
  pruned: ReadonlySet<string>,
  unsettled: ReadonlySet<string>,
): readonly string[] {
  const bad = [...faultsOfAccount(root, account), ...lostContents(root, account, pruned)];
  if (typeof exit === 'string') return [...bad, exit];
  // What is wrong with a call is told before anything is done.
  return exit === 2
    ? bad
    : [
        ...bad,
        ...faultsOfQuietStore(root, unsettled).filter(
          (each) => exit === 0 || !each.startsWith('litter: .statefix/.tmp-'),
        ),
      ];
}

/** Every file made healthy by hand, all of them brought to the newest version: nothing of all the dead may be left. */
async function judgeEnd(world: World, using: (fs: FsOps) => FsOps): Promise<readonly string[]> {
  const { root, account } = world;
  for (const path of STATE_FILES) editByHand(world, path, 'replaced', 'last');
  const bad: string[] = [];
  for (const act of [migrating(['data']), backingUp(['data'])]) {
    const exit = await exitCodeOf(act, root, using(nodeFs), contextOf(world));
    if (exit !== 0) bad.push(`exit ${exit}`);
  }
  const known = new Set(STATE_FILES.flatMap((path) => [path, `${path}.bak`, `${path}.sha256`]));
  const litter = readdirSync(join(root, 'data')).filter(
    (name) => !known.has(`data/${name}`) && !/\.corrupt-\d{8}T\d{6}Z(?:-\d+)?$/.test(name),
  );
  if (litter.length > 0) bad.push(`litter: ${litter.join(', ')}`);
  return [...bad, ...faultsOfAccount(root, account), ...faultsOfQuietStore(root)];
}

function aStep(random: Random): Step {
  const one = pick(STATE_FILES, random);
  const some = STATE_FILES.filter(() => random() < 0.5);
  const paths = some.length === 0 ? [one] : some;
  const to = `${1 + Math.floor(random() * 3)}`;
  const keep = Math.floor(random() * 3);
  const steps: readonly (() => Step)[] = [
    () => change(`migrate ${one} to ${to}`, migrating([one], { to }), [one]),
    () => change(`migrate ${paths} to ${to}`, migrating(paths, { to }), paths),
    () => change(`migrate --atomic ${paths} to ${to}`, migrating(paths, { to, isAtomic: true }), paths),
    () => change(`migrate --atomic all to ${to}`, migrating(STATE_FILES, { to, isAtomic: true }), STATE_FILES),
    () => change('repair', repairing(['data']), STATE_FILES),
    () => change(`repair --atomic ${paths}`, repairing(paths, { isAtomic: true }), paths),
    () => change(`undo ${one}`, undoing([one]), [one]),
    () => change('undo', undoing([]), STATE_FILES),
    () => change(`undo --force ${one}`, undoing([one], { isForced: true }), [one]),
    () => change(`seal ${paths}`, sealing(paths), paths),
    () => change(`backup restore ${one}`, restoring([one]), [one]),
    () => ({ name: `backup create ${paths}`, act: backingUp(paths), paths, isBackup: true, clears: true }),
    () => ({
      name: `backup prune ${paths} --keep ${keep}`,
      act: pruning(paths, keep),
      paths,
      isBackup: true,
      clears: false,
    }),
    () => change('log', reading, []),
  ];
  return pick(steps, random)();
}

function change(name: string, act: Act, paths: readonly string[]): Step {
  return { name, act, paths, isBackup: false, clears: false };
}

const reading: Act = async (context) => {
  await log({ config: undefined, paths: [], limit: undefined }, context);
  return 2;
};

function pick<Each>(all: readonly Each[], random: Random): Each {
  const one = all[Math.floor(random() * all.length)];
  if (one === undefined) throw new Error('there is nothing to choose from');
  return one;
}
