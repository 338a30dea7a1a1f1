import fc, { type AsyncCommand } from 'fast-check';
import { backupExitCode } from '../../../src/commands/backup/exit-code.ts';
import { pruneBackups } from '../../../src/commands/backup/prune.ts';
import { restoreBackup } from '../../../src/commands/backup/restore.ts';
import { seal } from '../../../src/commands/seal.ts';
import { undo } from '../../../src/commands/undo.ts';
import { options } from '../../support/project.ts';
import { type Act, changing } from '../acts.ts';
import { faultsOfQuietStore, linesOf, pendingRecords } from '../books.ts';
import {
  type Content,
  changeTo,
  fileOf,
  isUndoable,
  leftBy,
  type Model,
  type ModelChange,
  make,
  NAMES,
  restorable,
  textOf,
  undoOf,
} from './model.ts';
import {
  backupsOf,
  bakOf,
  contentOf,
  differences,
  editReal,
  lockReal,
  pathOf,
  putting,
  type Real,
  runReal,
} from './real.ts';

/** What the sequences of one run have done, for the figures. */
export interface Counts {
  commands: number;
  crashes: number;
  /** Crashes whose change the next command completed, and took back. */
  completed: number;
  undone: number;
  locked: number;
}

type Command = AsyncCommand<Model, Real>;

const LOCK_TIMEOUT = 15;

/** Every command of the model, with a kill in front of its k-th changing operation in it, or without one (0). */
export function allCommands(counts: Counts): fc.Arbitrary<Command>[] {
  const name = fc.constantFrom(...NAMES);
  const text = fc.nat({ max: 5 }).map((n) => textOf(`content ${n}`));
  const mode = fc.constantFrom(0o640, 0o600);
  const content = fc.record({ text, mode });
  const k = fc.oneof(
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 60 }) },
  );
  const later = fc.oneof(
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 110 }) },
  );
  const some = fc.uniqueArray(name, { minLength: 2, maxLength: NAMES.length });
  return [
    fc.tuple(name, content, k).map(([one, to, at]) => aChange(counts, new Map([[one, to]]), at)),
    fc.tuple(some, fc.array(content, { minLength: 3, maxLength: 3 }), later).map(([names, contents, at]) => {
      return aChange(counts, new Map(names.map((each, index) => [each, contents[index] ?? EMPTY])), at);
    }),
    fc.tuple(name, later).map(([one, at]) => anUndo(counts, one, at)),
    fc.tuple(name, k).map(([one, at]) => aRestore(counts, one, at)),
    fc.tuple(name, fc.nat({ max: 2 }), fc.nat({ max: 15 })).map(([one, keep, at]) => aPrune(counts, one, keep, at)),
    fc.tuple(name, fc.nat({ max: 1000 })).map(([one, n]) => anEdit(counts, one, textOf(`edit ${n}`))),
    name.map((one) => aLock(counts, one)),
    fc.tuple(name, fc.boolean()).map(([one, isKilled]) => anEndOfLock(counts, one, isKilled)),
    fc.integer({ min: 1, max: 60 }).map((at) => aRecovery(counts, at)),
  ];
}

const EMPTY: Content = { text: textOf('nothing'), mode: 0o600 };

function aCommand(
  counts: Counts,
  what: string,
  run: (model: Model, real: Real) => Promise<void>,
  check: (model: Model) => boolean = () => true,
): Command {
  return {
    check,
    run: async (model, real) => {
      counts.commands += 1;
      await run(model, real);
      const bad = differences(model, real);
      if (bad.length > 0) throw new Error(bad.join('\n'));
    },
    toString: () => what,
  };
}

function aChange(counts: Counts, wanted: ReadonlyMap<string, Content>, k: number): Command {
  const names = [...wanted].map(([name, { text, mode }]) => `${name}=${JSON.parse(text).name}/${mode.toString(8)}`);
  return aCommand(counts, `put(${names}${at(k)})`, async (model, real) => {
    if (!(await isReady(model, real, counts))) return;
    await makeChange(model, real, counts, {
      act: putting(real, wanted),
      change: changeTo(model, wanted),
      names: [...wanted.keys()],
      k,
    });
  });
}

function anUndo(counts: Counts, name: string, k: number): Command {
  return aCommand(counts, `undo(${name}${at(k)})`, async (model, real) => {
    if (!(await isReady(model, real, counts))) return;
    const back = undoOf(model, name);
    const act = changing((context) =>
      undo({ ...options(pathOf(name)), lockTimeout: LOCK_TIMEOUT, isForced: false }, context),
    );
    if (back === undefined) return expectExit(await runReal(real, act, 0), 2);
    if (!isUndoable(model, back)) return expectExit(await runReal(real, act, 0), 3);
    const wanted = new Map([...back.files].map(([each, { to }]) => [each, to]));
    // The mode may be another one since: content is what an undo asks for.
    await makeChange(model, real, counts, { act, change: changeTo(model, wanted), names: [...wanted.keys()], k });
  });
}

function aRestore(counts: Counts, name: string, k: number): Command {
  return aCommand(counts, `restore(${name}${at(k)})`, async (model, real) => {
    if (!(await isReady(model, real, counts))) return;
    const text = restorable(model, name);
    const act = changing((context) => {
      return restoreBackup({ ...options(pathOf(name)), lockTimeout: LOCK_TIMEOUT, id: undefined }, context);
    });
    if (text === undefined) return expectExit(await runReal(real, act, 0), 4);
    const wanted = new Map([[name, { text, mode: fileOf(model, name).at.mode }]]);
    await makeChange(model, real, counts, { act, change: changeTo(model, wanted), names: [name], k });
  });
}

function aPrune(counts: Counts, name: string, keep: number, k: number): Command {
  return aCommand(counts, `prune(${name}, ${keep}${at(k)})`, async (model, real) => {
    if (!(await isReady(model, real, counts))) return;
    const chosen = { ...options(pathOf(name)), lockTimeout: LOCK_TIMEOUT, keep, ids: [] };
    const act: Act = async (context) => backupExitCode(await pruneBackups({ ...chosen, mode: 'apply' }, context));
    const ended = await runReal(real, act, k);
    const file = fileOf(model, name);
    const left = leftBy(file.backups, keep);
    if (ended.isKilled) {
      counts.crashes += 1;
      const found = backupsOf(real, name);
      if (!isBetween(left, found, file.backups)) throw new Error(`a prune left ${found} of ${file.backups}`);
      model.files.set(name, { ...file, backups: found });
      model.unsettled.add(name);
      return;
    }
    if (model.locked.has(name)) {
      counts.locked += 1;
      return expectExit(ended, 3);
    }
    expectExit(ended, 0);
    model.files.set(name, { ...file, backups: left });
    if (file.backups.length > 0) model.unsettled.delete(name);
  });
}

function anEdit(counts: Counts, name: string, text: string): Command {
  return aCommand(counts, `edit(${name}=${JSON.parse(text).name})`, async (model, real) => {
    editReal(real, name, text);
    const file = fileOf(model, name);
    model.files.set(name, { ...file, at: contentOf(real, name) });
    if (model.interrupted?.files.has(name) === true) model.edited.add(name);
  });
}

function aLock(counts: Counts, name: string): Command {
  const isFree = (model: Model) => !model.locked.has(name);
  return aCommand(
    counts,
    `lock(${name})`,
    async (model, real) => {
      await lockReal(real, name);
      model.locked.add(name);
    },
    isFree,
  );
}

function anEndOfLock(counts: Counts, name: string, isKilled: boolean): Command {
  return aCommand(
    counts,
    isKilled ? `killHolder(${name})` : `unlock(${name})`,
    async (model, real) => {
      real.others.get(name)?.(isKilled);
      real.others.delete(name);
      model.locked.delete(name);
    },
    (model) => model.locked.has(name),
  );
}

/** A command that has nothing of its own to do is killed while it finishes what another one began. */
function aRecovery(counts: Counts, k: number): Command {
  return aCommand(
    counts,
    `recovery(${at(k).slice(2)})`,
    async (_, real) => {
      const { isKilled } = await runReal(real, settling, k);
      if (isKilled) counts.crashes += 1;
    },
    ({ interrupted }) => interrupted !== undefined,
  );
}

interface Attempt {
  readonly act: Act;
  /** `undefined` where there is nothing to do. */
  readonly change: ModelChange | undefined;
  readonly names: readonly string[];
  readonly k: number;
}

async function makeChange(model: Model, real: Real, counts: Counts, { act, change, names, k }: Attempt): Promise<void> {
  const ended = await runReal(real, act, k);
  if (ended.isKilled) {
    counts.crashes += 1;
    model.interrupted = change;
    return;
  }
  if (names.some((name) => model.locked.has(name)) && ended.exit !== 0) {
    counts.locked += 1;
    return expectExit(ended, 3);
  }
  expectExit(ended, 0);
  if (change !== undefined) make(model, change);
  expectBooks(model, real);
}

/** A command that changes nothing of healthy files, but finishes what others have begun. */
const settling: Act = changing((context) => seal({ ...options('data'), lockTimeout: LOCK_TIMEOUT }, context));

/** Lets a next command finish what was interrupted; false where another session holds one of its files. */
async function isReady(model: Model, real: Real, counts: Counts): Promise<boolean> {
  const { interrupted } = model;
  const ended = await runReal(real, settling, 0);
  // Around a file that another session holds it leaves the traces of the dead, and says so.
  const wanted = model.locked.size > 0 && ended.exit === 3 ? 3 : 0;
  if (interrupted === undefined) {
    expectExit(ended, wanted);
    return true;
  }
  const isHeld = [...interrupted.files.keys()].some((name) => model.locked.has(name));
  // Whether it was begun at all, or is done but for the staging directory, only the journal knows; while somebody holds a file of it, it is left for later.
  if (isHeld && (ended.exit === 3 || pendingRecords(real.root).length > 0)) return false;
  expectExit(ended, wanted);
  const isMade = linesOf(real.root).length > model.changes.length;
  counts[isMade ? 'completed' : 'undone'] += 1;
  const isEdited = model.edited.size > 0;
  if (isMade) make(model, interrupted);
  else {
    for (const [name, { from }] of interrupted.files) {
      const file = fileOf(model, name);
      model.files.set(name, { ...file, at: model.edited.has(name) ? file.at : from });
    }
  }
  model.interrupted = undefined;
  for (const [name, { from }] of interrupted.files) adopt(model, real, name, from.text, { isMade, isEdited });
  model.edited.clear();
  const bad = differences(model, real);
  if (bad.length > 0) throw new Error(`after ${isMade ? 'completing' : 'undoing'}: ${bad.join('\n')}`);
  expectBooks(model, real);
  return true;
}

/**
 * Of a change that was taken back the content may stand under .bak already; and what was to be replaced may have been kept, where somebody wrote a file in
 * between.
 */
function adopt(
  model: Model,
  real: Real,
  name: string,
  from: string,
  { isMade, isEdited }: { readonly isMade: boolean; readonly isEdited: boolean },
): void {
  const file = fileOf(model, name);
  const bak = bakOf(real, name);
  const backups = backupsOf(real, name);
  const known = new Set([...file.backups, from]);
  if (!backups.every((text) => known.has(text))) throw new Error(`${name} has backups that nobody made`);
  const mayBeBak = !isMade && bak === from;
  model.files.set(name, {
    ...file,
    bak: mayBeBak ? bak : file.bak,
    backups: isEdited ? backups : file.backups,
  });
}

function expectBooks({ changes, unsettled }: Model, { root }: Real): void {
  const lines = linesOf(root);
  const bad = faultsOfQuietStore(root, new Set([...unsettled].map(pathOf)));
  const said = lines.map(({ files }) =>
    files
      .map(({ path }) => path)
      .sort()
      .join(),
  );
  const wanted = changes.map(({ files }) => [...files.keys()].map(pathOf).sort().join());
  if (said.join(' ') !== wanted.join(' ')) throw new Error(`the audit says ${said}, and should say ${wanted}`);
  if (bad.length > 0) throw new Error(bad.join('\n'));
}

function expectExit(
  { exit, isKilled }: { readonly exit: number | string; readonly isKilled: boolean },
  wanted: number,
): void {
  if (!isKilled && exit !== wanted) throw new Error(`exit ${exit}, and should be ${wanted}`);
}

/** True for a list that lost some of what was to go, and nothing of what was to stay. */
function isBetween(least: readonly string[], found: readonly string[], most: readonly string[]): boolean {
  const end = found.slice(found.length - least.length);
  return end.join() === least.join() && found.length <= most.length;
}

function at(k: number): string {
  return k === 0 ? '' : `, killed at ${k}`;
}
