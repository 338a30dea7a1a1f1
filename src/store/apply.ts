import { dirname } from 'node:path';
import { errnoOf, StatefixError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import {
  attempt,
  type CommittedFile,
  clearStaged,
  commitWork,
  type FileWork,
  inspectWork,
  leftBy,
  settleWork,
  stageWork,
  takeBack,
} from './change-file.ts';
import { ensureDirectory, removeMade, syncDirectory, syncMade } from './directories.ts';
import { type FileNotes, recordOf } from './journal/begin.ts';
import { completeRecord, isStanding } from './journal/complete.ts';
import { heldPath, pendingChanges, recordPath, sparedStagings } from './journal/pending.ts';
import type { JournalRecord } from './journal/record.ts';
import { recoverChange } from './journal/recover.ts';
import { removeRecord, writeRecord } from './journal/write.ts';
import { acquireLock, type HeldLock, type LockWait } from './lock/acquire.ts';
import { type ProjectStore, recordedPath } from './project-store.ts';
import type { WriterSession } from './session.ts';
import { sweep } from './sweep.ts';
import { resolveTarget } from './target.ts';
import { writeError } from './write-error.ts';

/** What holds for one file, by its kind and by how it was found. */
export interface ApplyLimits {
  /** Absolute; nothing outside of it is written. `undefined` for a path that was named: beside its real file, wherever that is. */
  readonly allowedRoot: string | undefined;
  /** Milliseconds. */
  readonly lockTimeout: number;
  /** Milliseconds after which a lock that nobody renews is broken, where its host cannot be asked. */
  readonly staleAfter: number;
}

/** One file that is to change, and what the books of the project say of it. */
export interface PlannedFile {
  readonly plan: Plan;
  readonly limits: ApplyLimits;
  readonly notes: FileNotes;
}

/** Where and as what changes are recorded. */
export interface Books {
  readonly store: ProjectStore;
  readonly command: string;
}

export interface ApplyResult {
  readonly kind: 'applied' | 'unchanged';
  /** The real path: links followed. */
  readonly path: string;
  /** What stays beside it on purpose: `.bak`, `.corrupt-…`, and the checksum file. */
  readonly left: readonly string[];
}

/**
 * Does what a plan says, as a compare-and-swap: under the lock, only while the file still has the content that the plan was computed from, and in one
 * instant. The old content stays at the target until then, and after it where the plan keeps it. On the way it clears what dead writers left.
 *
 * When it resolves, the new content is on the disk, as far as the system can say so (a directory that cannot be synced is told to the log), and in a project
 * (`books`) so are its line in the audit and the backup of what was replaced.
 * It throws `StatefixError` with the file as it was, byte for byte, and nothing left beside it: `STATE_LOCKED`, `STATE_CHANGED`, `HARD_LINKED`,
 * `OUTSIDE_ROOT`, `OWNERSHIP`, `WRITE_FAILED` with step and errno. A `WRITE_FAILED` after the commit says that the new content is in place.
 * Extended attributes and ACLs of the old file do not come along, and programs that write without this lock are seen up to the last two system calls only.
 */
export async function applyPlan(
  plan: Plan,
  session: WriterSession,
  limits: ApplyLimits,
  books?: Books & { readonly notes: FileNotes },
): Promise<ApplyResult> {
  const [result] = await applyAll([{ plan, limits, notes: books?.notes }], session, books, false);
  if (result === undefined) throw new Error('a plan was applied to no file');
  return result;
}

/**
 * Does what several plans say, all of them or none, with the promises of `applyPlan` for each: locks in the order of their real paths, everything staged and
 * on the disk, then the journal, then one rename after another. Where one fails the others are taken back; where a crash comes between, the next
 * writing command of the project completes or undoes them. Throws, besides, `OUTSIDE_ROOT` for a file outside of the project, whose journal is no place
 * for it, and `USAGE` for one that is named twice.
 */
export function applyTogether(
  files: readonly PlannedFile[],
  session: WriterSession,
  books: Books,
): Promise<readonly ApplyResult[]> {
  return applyAll(files, session, books, true);
}

/** Clears what dead writers left around a file that needs no other change: their locks, claims, temp files and staging directories. */
export async function clearTraces(
  given: string,
  session: WriterSession,
  limits: ApplyLimits,
  store?: ProjectStore,
): Promise<void> {
  const path = resolveTarget(session.fs, given, limits.allowedRoot);
  const lock = await acquireLock(session, path, waitOf(limits));
  try {
    sweep(session, path, lock, spared(session, store));
  } finally {
    lock.release();
  }
}

/** `notes` are for the books of a project, where there is one. */
type Given = Omit<PlannedFile, 'notes'> & { readonly notes: FileNotes | undefined };

/** A file that is to change, by its real path. */
type Target = Given & { readonly path: string };

async function applyAll(
  files: readonly Given[],
  session: WriterSession,
  books: Books | undefined,
  isAtomic: boolean,
): Promise<readonly ApplyResult[]> {
  const { fs } = session;
  await turnOfLoop();
  const targets = files.map((file) => targetOf(file, session, isAtomic ? books?.store : undefined));
  const inOrder = targets.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  ensureDistinct(inOrder);
  const made = targets.flatMap(({ plan, path }) => (plan.basis === 'absent' ? ensureDirectory(fs, dirname(path)) : []));
  let locks: readonly HeldLock[] = [];
  try {
    locks = await lockAll(inOrder, session, books?.store);
    const results = await changeAll(inOrder, locks, session, books, isAtomic);
    syncMade(fs, made, session.log);
    releaseAll(locks);
    return targets.flatMap(({ path }) => results.filter((result) => result.path === path));
  } catch (error) {
    releaseAll(locks);
    if (made.length > 0) {
      for (const { staging } of locks) session.loseStaging(staging);
      removeMade(fs, made);
    }
    throw error;
  }
}

/** Signals are heard between two turns of the event loop alone: one that came while plans were made must end the run before it begins to write. */
function turnOfLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function targetOf(file: Given, { fs }: WriterSession, store: ProjectStore | undefined): Target {
  const path = resolveTarget(fs, file.plan.path, file.limits.allowedRoot);
  return { ...file, path: store === undefined ? path : resolveTarget(fs, path, store.root) };
}

function ensureDistinct(inOrder: readonly Target[]): void {
  const again = inOrder.find(({ path }, index) => path === inOrder[index + 1]?.path);
  if (again === undefined) return;
  throw new StatefixError(
    'USAGE',
    `${again.plan.path} is named twice: files that change together must be different ones`,
    {
      hint: 'Name it once. A link and the file that it leads to are the same.',
      path: again.plan.path,
    },
  );
}

function waitOf({ lockTimeout, staleAfter }: ApplyLimits): LockWait {
  return { timeout: lockTimeout, stale: staleAfter };
}

function releaseAll(locks: readonly HeldLock[]): void {
  for (const lock of locks.toReversed()) lock.release();
}

function spared({ fs }: WriterSession, store: ProjectStore | undefined): ReadonlySet<string> {
  return store === undefined ? new Set() : sparedStagings(fs, store);
}

/** Takes all locks, in order; what a writer that has lost its own had begun with these files is finished first. */
async function lockAll(
  targets: readonly Target[],
  session: WriterSession,
  store: ProjectStore | undefined,
): Promise<readonly HeldLock[]> {
  for (;;) {
    session.signal.throwIfAborted();
    const locks: HeldLock[] = [];
    try {
      for (const { path, limits } of targets) locks.push(await acquireLock(session, path, waitOf(limits)));
      const interrupted = store === undefined ? undefined : pendingOver(session, store, targets);
      if (store === undefined || interrupted === undefined) {
        for (const [index, lock] of locks.entries()) sweepFor(session, targets[index], lock, store);
        return locks;
      }
      releaseAll(locks);
      const [first] = targets;
      if (first !== undefined) await recoverChange(session, store, interrupted, waitOf(first.limits));
      if (isStanding(session.fs, store, interrupted)) throw stuckRecord(store, interrupted);
    } catch (error) {
      releaseAll(locks);
      throw error;
    }
  }
}

/** A record that cannot be taken away would be found again and again. */
function stuckRecord(store: ProjectStore, { change }: JournalRecord): StatefixError {
  const path = recordPath(store, change.id);
  return new StatefixError('WRITE_FAILED', `${path}: cannot clean up: the record of a finished change stays`, {
    hint: 'Mend what keeps it from being removed, such as the rights on its folder, then run again.',
    step: 'clean up',
    path,
  });
}

function sweepFor(
  session: WriterSession,
  target: Target | undefined,
  lock: HeldLock,
  store: ProjectStore | undefined,
): void {
  if (target !== undefined) sweep(session, target.path, lock, spared(session, store));
}

function pendingOver(
  { fs }: WriterSession,
  store: ProjectStore,
  targets: readonly Target[],
): JournalRecord | undefined {
  const paths = new Set(targets.map(({ path }) => recordedPath(store, path)));
  const records = pendingChanges(fs, store).flatMap(({ record }) => record ?? []);
  return records.find(({ files }) => files.some(({ path }) => paths.has(path)));
}

async function changeAll(
  targets: readonly Target[],
  locks: readonly HeldLock[],
  session: WriterSession,
  books: Books | undefined,
  isAtomic: boolean,
): Promise<readonly ApplyResult[]> {
  const works = targets.map(({ plan, path }, index) => {
    const lock = locks[index];
    if (lock === undefined) throw new Error(`${path} is not locked`);
    return inspectWork(session.fs, plan, path, lock, books?.store);
  });
  const active = works.filter(({ kind }) => kind !== 'none');
  const committed = active.length === 0 ? [] : await replaceAll(active, targets, session, books, isAtomic);
  return works.map(({ path }) => {
    const done = committed.find(({ work }) => work.path === path);
    return { kind: done === undefined ? 'unchanged' : 'applied', path, left: done === undefined ? [] : leftBy(done) };
  });
}

async function replaceAll(
  works: readonly FileWork[],
  targets: readonly Target[],
  session: WriterSession,
  books: Books | undefined,
  isAtomic: boolean,
): Promise<readonly CommittedFile[]> {
  const committed: CommittedFile[] = [];
  const failures: unknown[] = [];
  let record: JournalRecord | undefined;
  const heldFor = (work: FileWork): string | undefined =>
    books && record && heldPath(books.store, record.change.id, works.indexOf(work));
  try {
    for (const work of works) stageWork(session, work);
    if (books !== undefined) {
      const begun = recordOf(session, books, works, targets, isAtomic);
      writeRecord(session, books.store, begun, works.map(contentToHold));
      record = begun;
    }
    for (const work of works) committed.push(await commitWork(session, work, failures));
  } catch (error) {
    const isBack = await takeAllBack(committed, heldFor, session);
    for (const work of works) clearStaged(session, work);
    if (!isBack) throw saying(error, 'the next changing command undoes or completes what this one has begun');
    if (books !== undefined && record !== undefined) removeRecord(session, books.store, record);
    throw error;
  }
  for (const each of committed) await settleWork(session, each, heldFor(each.work), failures);
  for (const directory of new Set(committed.map(({ work }) => dirname(work.path)))) {
    attempt(failures, () => syncDirectory(session.fs, directory, session.log));
  }
  const areLocksOurs = () => works.every(({ lock }) => lock.isOurs());
  await keepBooks(record, session, books, areLocksOurs, failures);
  for (const { kept } of committed) {
    for (const path of kept?.paths ?? []) session.log({ kind: 'backup-made', path });
  }
  if (failures.length > 0) throw failures[0];
  return committed;
}

/** The journal holds what a replace or a removal takes away; what stays in its place needs no second name. */
function contentToHold({ kind, found, path, plan }: FileWork) {
  if (kind === 'around' || found.kind === 'absent') return undefined;
  return { path, stat: found.stat, allowedMode: plan.allowedMode };
}

/** False where a file cannot be taken back: then the record stays, and the next writing command of the project tries again. */
async function takeAllBack(
  committed: readonly CommittedFile[],
  heldFor: (work: FileWork) => string | undefined,
  session: WriterSession,
): Promise<boolean> {
  let isBack = true;
  for (const each of committed.toReversed()) {
    const held = heldFor(each.work);
    try {
      if (held !== undefined) await takeBack(session, each, held);
    } catch (error) {
      if (errnoOf(error) === undefined && !(error instanceof StatefixError)) throw error;
      isBack = false;
    }
  }
  return isBack;
}

/** What fails here leaves the record in the journal, and is done by the next writing command. */
async function keepBooks(
  record: JournalRecord | undefined,
  session: WriterSession,
  books: Books | undefined,
  areLocksOurs: () => boolean,
  failures: unknown[],
): Promise<void> {
  if (record === undefined || books === undefined) return;
  try {
    await completeRecord(session, books.store, record, areLocksOurs);
  } catch (error) {
    const told = writeError('audit', books.store.directory, error);
    const isLost = told instanceof StatefixError && told.code === 'STATE_CHANGED';
    failures.push(
      isLost ? told : saying(told, 'the new content is in place; the next changing command completes the audit'),
    );
  }
}

/** The same error, with what it means for the file. */
function saying(error: unknown, consequence: string): unknown {
  if (!(error instanceof StatefixError)) return error;
  const { code, message, hint, step, errno, path } = error;
  return new StatefixError(code, `${message} (${consequence})`, {
    cause: error,
    ...(hint === undefined ? {} : { hint }),
    ...(step === undefined ? {} : { step }),
    ...(errno === undefined ? {} : { errno }),
    ...(path === undefined ? {} : { path }),
  });
}
