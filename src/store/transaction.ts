import { dirname } from 'node:path';
import { errnoOf, StatefixError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { OldContent } from './backups/keep-old.ts';
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
import { syncDirectory } from './directories.ts';
import { type FileNotes, recordOf } from './journal/begin.ts';
import { completeRecord } from './journal/complete.ts';
import { heldPath } from './journal/pending.ts';
import type { JournalRecord } from './journal/record.ts';
import { removeRecord, writeRecord } from './journal/write.ts';
import type { HeldLock } from './lock/acquire.ts';
import type { ProjectStore } from './project-store.ts';
import type { WriterSession } from './session.ts';
import { writeError } from './write-error.ts';

/** Where and as what changes are recorded. */
export interface Books {
  readonly store: ProjectStore;
  readonly command: string;
}

/** One file that is to change, under its lock. */
export interface LockedPlan {
  readonly plan: Plan;
  /** The real path. */
  readonly path: string;
  readonly lock: HeldLock;
  /** For the books of a project, where there is one. */
  readonly notes: FileNotes | undefined;
}

export interface ApplyResult {
  readonly kind: 'applied' | 'unchanged';
  /** The real path: links followed. */
  readonly path: string;
  /** What stays beside it on purpose: `.bak`, `.corrupt-…`, and the checksum file. */
  readonly left: readonly string[];
}

/** One file of a change, and the name that the journal gives to its old content. */
interface Part {
  readonly file: LockedPlan;
  readonly work: FileWork;
}

/** The same once it is at its new content. */
interface CommittedPart {
  readonly committed: CommittedFile;
  /** Without a project there is none. */
  readonly held: string | undefined;
}

/**
 * Changes locked files, all or none: everything is staged and on the disk, then the journal says what is about to be done, then one rename follows another;
 * where one fails the others are taken back. Once all are visible, everything that belongs to them is done, whatever of it fails, and the first failure thrown
 * at the end. Gives what became of each file, in their order.
 */
export async function changeLocked(
  files: readonly LockedPlan[],
  session: WriterSession,
  books: Books | undefined,
  isAtomic: boolean,
): Promise<readonly ApplyResult[]> {
  const parts = files.map((file) => ({
    file,
    work: inspectWork(session.fs, file.plan, file.path, file.lock, books?.store),
  }));
  const active = parts.filter(({ work }) => work.kind !== 'none');
  const changed = active.length === 0 ? [] : await changeParts(active, session, books, isAtomic);
  const left = new Map(changed.map(({ committed }) => [committed.work.path, leftBy(committed)]));
  return files.map(({ path }) => ({
    kind: left.has(path) ? 'applied' : 'unchanged',
    path,
    left: left.get(path) ?? [],
  }));
}

async function changeParts(
  parts: readonly Part[],
  session: WriterSession,
  books: Books | undefined,
  isAtomic: boolean,
): Promise<readonly CommittedPart[]> {
  const failures: unknown[] = [];
  const { record, changed } = await commitAll(parts, session, books, isAtomic, failures);
  for (const { committed, held } of changed) await settleWork(session, committed, held, failures);
  for (const directory of new Set(parts.map(({ work }) => dirname(work.path)))) {
    attempt(failures, () => syncDirectory(session.fs, directory, session.log));
  }
  const areLocksOurs = () => parts.every(({ work }) => work.lock.isOurs());
  if (books !== undefined && record !== undefined) await keepBooks(record, session, books, areLocksOurs, failures);
  for (const { committed } of changed) {
    for (const path of committed.kept?.paths ?? []) session.log({ kind: 'backup-made', path });
  }
  if (failures.length > 0) throw failures[0];
  return changed;
}

/** Throws with every file as it was; what could not be taken back, the journal still knows of. */
async function commitAll(
  parts: readonly Part[],
  session: WriterSession,
  books: Books | undefined,
  isAtomic: boolean,
  failures: unknown[],
): Promise<{ readonly record: JournalRecord | undefined; readonly changed: readonly CommittedPart[] }> {
  const changed: CommittedPart[] = [];
  let record: JournalRecord | undefined;
  try {
    for (const { work } of parts) stageWork(session, work);
    if (books !== undefined) {
      const begun = recordOf(session, books, parts, isAtomic);
      writeRecord(session, books.store, begun, parts.map(contentToHold));
      record = begun;
    }
    for (const [index, { work }] of parts.entries()) {
      const held = books && record && heldPath(books.store, record.change.id, index);
      changed.push({ committed: await commitWork(session, work, failures), held });
    }
    return { record, changed };
  } catch (error) {
    const isBack = await takeAllBack(changed, session);
    for (const { work } of parts) clearStaged(session, work);
    if (!isBack) throw saying(error, 'the next changing command undoes or completes what this one has begun');
    if (books !== undefined && record !== undefined) removeRecord(session, books.store, record);
    throw error;
  }
}

/** The journal holds what a replace or a removal takes away; what stays in its place needs no second name. */
function contentToHold({ work: { kind, found, path, plan } }: Part): OldContent | undefined {
  if (kind === 'around' || found.kind === 'absent') return undefined;
  return { path, stat: found.stat, allowedMode: plan.allowedMode };
}

/** False where a file cannot be taken back: then the record stays, and the next writing command of the project tries again. */
async function takeAllBack(changed: readonly CommittedPart[], session: WriterSession): Promise<boolean> {
  let isBack = true;
  for (const { committed, held } of changed.toReversed()) {
    try {
      if (held !== undefined) await takeBack(session, committed, held);
    } catch (error) {
      if (errnoOf(error) === undefined && !(error instanceof StatefixError)) throw error;
      isBack = false;
    }
  }
  return isBack;
}

/** What fails here leaves the record in the journal, and is done by the next writing command. */
async function keepBooks(
  record: JournalRecord,
  session: WriterSession,
  { store }: Books,
  areLocksOurs: () => boolean,
  failures: unknown[],
): Promise<void> {
  try {
    await completeRecord(session, store, record, areLocksOurs);
  } catch (error) {
    const told = writeError('audit', store.directory, error);
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
