import { dirname } from 'node:path';
import { StatefixError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { ensureDirectory, removeMade, syncMade } from './directories.ts';
import type { FileNotes } from './journal/begin.ts';
import { isStanding } from './journal/complete.ts';
import { type PendingChange, pendingChanges, recordPath, sparedStagings } from './journal/pending.ts';
import type { JournalRecord } from './journal/record.ts';
import { recoverChange } from './journal/recover.ts';
import { acquireLock, type HeldLock, type LockWait } from './lock/acquire.ts';
import { type ProjectStore, recordedPath } from './project-store.ts';
import type { WriterSession } from './session.ts';
import { sweep } from './sweep.ts';
import { resolveTarget } from './target.ts';
import { type ApplyResult, type Books, changeLocked, type LockedPlan } from './transaction.ts';

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

/**
 * Does what a plan says, as a compare-and-swap: under the lock, only while the file still has the content that the plan was computed from, and in one
 * instant. The old content stays at the target until then, and after it where the plan keeps it. On the way it clears what dead writers left.
 *
 * When it resolves, the new content is on the disk, as far as the system can say so (a directory that cannot be synced is told to the log), and in a project
 * (`books`) so are its line in the audit and the backup of what was replaced.
 * It throws `StatefixError` with the file as it was, byte for byte, and nothing left beside it: `STATE_LOCKED`, `STATE_CHANGED`, `HARD_LINKED`,
 * `OUTSIDE_ROOT`, `OWNERSHIP`, `WRITE_FAILED` with step and errno. A `WRITE_FAILED` after the commit says that the new content is in place.
 * Extended attributes and ACLs of the old file do not come along, and programs that write without this lock are seen up to the last system call only.
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
    sweep(session, path, lock, sparedStagings(pendingIn(session, store)));
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
  let locked: readonly LockedPlan[] = [];
  try {
    locked = await lockAll(inOrder, session, books?.store);
    const results = await changeLocked(locked, session, books, isAtomic);
    syncMade(fs, made, session.log);
    releaseAll(locked);
    const byPath = new Map(results.map((result) => [result.path, result]));
    return targets.flatMap(({ path }) => byPath.get(path) ?? []);
  } catch (error) {
    releaseAll(locked);
    if (made.length > 0) {
      for (const { lock } of locked) session.loseStaging(lock.staging);
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

function releaseAll(locked: readonly { readonly lock: HeldLock }[]): void {
  for (const { lock } of locked.toReversed()) lock.release();
}

function pendingIn({ fs }: WriterSession, store: ProjectStore | undefined): readonly PendingChange[] {
  return store === undefined ? [] : pendingChanges(fs, store);
}

/** Takes all locks, in order; what a writer that has lost its own had begun with these files is finished first. */
async function lockAll(
  targets: readonly Target[],
  session: WriterSession,
  store: ProjectStore | undefined,
): Promise<readonly LockedPlan[]> {
  for (;;) {
    session.signal.throwIfAborted();
    const locked: LockedPlan[] = [];
    try {
      for (const { plan, path, notes, limits } of targets) {
        locked.push({ plan, path, notes, lock: await acquireLock(session, path, waitOf(limits)) });
      }
      const pending = pendingIn(session, store);
      const interrupted = store && recordOver(pending, locked, store);
      if (store === undefined || interrupted === undefined) {
        const spared = sparedStagings(pending);
        for (const { path, lock } of locked) sweep(session, path, lock, spared);
        return locked;
      }
      releaseAll(locked);
      const [first] = targets;
      if (first !== undefined) await recoverChange(session, store, interrupted, waitOf(first.limits));
      if (isStanding(session.fs, store, interrupted)) throw stuckRecord(store, interrupted);
    } catch (error) {
      releaseAll(locked);
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

/** The first change in the journal that is about one of these files: under their locks nobody living can be at it. */
function recordOver(
  pending: readonly PendingChange[],
  locked: readonly LockedPlan[],
  store: ProjectStore,
): JournalRecord | undefined {
  if (pending.length === 0) return undefined;
  const paths = new Set(locked.map(({ path }) => recordedPath(store, path)));
  return pending.flatMap(({ record }) => record ?? []).find(({ files }) => files.some(({ path }) => paths.has(path)));
}
