import { basename, dirname, join } from 'node:path';
import { renderChecksumFile } from '../../formats/checksum-file.ts';
import { errnoOf, StatefixError } from '../../model/errors.ts';
import type { Digest, FileStat } from '../../model/state-file.ts';
import { hasChange } from '../audit/read.ts';
import { keepOld, restrictMode, stageOld } from '../backups/keep-old.ts';
import { changeMode, clearStaged } from '../change-file.ts';
import { digestFile } from '../digest-file.ts';
import { syncDirectory } from '../directories.ts';
import type { FsOps } from '../fs-ops.ts';
import { acquireLock, type HeldLock, type LockWait } from '../lock/acquire.ts';
import { lostLock } from '../lock/messages.ts';
import { isDeadRecord, readLock } from '../lock/record.ts';
import { bakPath, lockPath, sidecarPath } from '../names.ts';
import { writeNewFile } from '../new-file.ts';
import { ensureNoLinkTo, journalDirectory, type ProjectStore } from '../project-store.ts';
import { readBytes } from '../read-bytes.ts';
import { removeFile } from '../remove.ts';
import { renameOver } from '../rename.ts';
import type { WriterSession } from '../session.ts';
import { isInside } from '../shown-path.ts';
import { PREVIOUS, restoreStage, sidecarStage } from '../staged-paths.ts';
import { recordedIn, sweep } from '../sweep.ts';
import { ensureSame, lookAt, resolveTarget } from '../target.ts';
import { during, writeError } from '../write-error.ts';
import { clearOrphans, clearStore } from './clear.ts';
import { completeRecord, isStanding, keepBackups, targetOf } from './complete.ts';
import { heldPath, pendingChanges, readRecord, recordPath, sparedStagings } from './pending.ts';
import type { JournaledFile, JournalRecord } from './record.ts';
import { removeRecord, setAsideRecord } from './write.ts';

/** A file of a record, under its lock, and where its change has got to. */
interface PendingFile {
  readonly file: JournaledFile;
  readonly index: number;
  /** The real path. */
  readonly path: string;
  /** `undefined` for a file outside of the project, which is looked at only, and for one whose directory is gone. */
  readonly lock: HeldLock | undefined;
  readonly state: 'old' | 'new' | 'other';
  readonly stat: FileStat | undefined;
  /** Its new content, complete, where a dead writer staged it. */
  readonly staged: string | undefined;
  /** True where the directory in which it was staged is there, and it is not in it any more: it was put in place. */
  readonly isTaken: boolean;
}

/**
 * Finishes what dead writers of this project have begun: completes or undoes their sets of files, and does the books of what they had done. What a living
 * one is at is left to it. The caller holds no lock. Throws `StatefixError` where the system refuses, with the journal still knowing of it.
 */
export async function recoverPending(session: WriterSession, store: ProjectStore, wait: LockWait): Promise<void> {
  ensureNoLinkTo(session.fs, store, journalDirectory(store));
  for (const { id, record } of pendingChanges(session.fs, store)) {
    if (record === undefined) setAsideRecord(session, store, id);
    else if (isAbandoned(session, store, record)) await recoverInside(session, store, record, wait);
  }
  clearOrphans(session, store);
  await clearStore(session, store);
}

/** True where nobody is at it any more: its writer is dead, or has lost a lock that it holds to the end, as one that cannot be asked may have. */
function isAbandoned(
  { fs, self }: WriterSession,
  store: ProjectStore,
  { holder, files, change }: JournalRecord,
): boolean {
  if (isDeadRecord(fs, holder, self)) return true;
  return files.some((file) => {
    const path = targetOf(store, file);
    const found = isInside(path, store.root) ? readLock(fs, lockPath(path)) : undefined;
    // A link, and a file whose lock was given back in this moment: with the record, if that is gone, too.
    const isLost = found?.kind === 'absent' || (found?.kind === 'record' && found.record.lockId !== file.lockId);
    return isLost && !isLinked(fs, path) && readRecord(fs, store, change.id) !== 'gone';
  });
}

function isLinked(fs: FsOps, path: string): boolean {
  try {
    return fs.realpath(dirname(path)) !== dirname(path) || fs.lstat(path).isSymbolicLink();
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return false;
  }
}

/**
 * A set one file of which lies behind a link that leads out of the project now can neither be completed nor undone: it is put out of the way, and told. What
 * somebody else holds is left to whoever needs it: the files of this run may be others.
 */
async function recoverInside(
  session: WriterSession,
  store: ProjectStore,
  record: JournalRecord,
  wait: LockWait,
): Promise<void> {
  try {
    await recoverChange(session, store, record, wait);
  } catch (error) {
    if (!(error instanceof StatefixError)) throw error;
    if (error.code === 'OUTSIDE_ROOT') return setAsideRecord(session, store, record.change.id);
    if (error.code !== 'STATE_LOCKED') throw error;
    session.log({ kind: 'journal-waits', path: recordPath(store, record.change.id), command: record.change.command });
  }
}

/** Finishes one change whose writer has lost its locks. The caller holds none of them. */
export async function recoverChange(
  session: WriterSession,
  store: ProjectStore,
  record: JournalRecord,
  wait: LockWait,
): Promise<void> {
  const locks = new Map<string, HeldLock>();
  try {
    const places = placesOf(session.fs, store, record);
    for (const { path, isLocked } of places) if (isLocked) locks.set(path, await acquireLock(session, path, wait));
    if (!isStanding(session.fs, store, record)) return;
    const files = places.map(({ path, file, index }) => look(session.fs, path, file, index, locks.get(path)));
    const outcome = record.isAtomic
      ? await finishSet(session, store, record, files)
      : await finishOne(session, store, record, files);
    tell(session, outcome, record, files);
    const spared = sparedStagings(pendingChanges(session.fs, store));
    for (const { path, lock } of files) if (lock !== undefined) sweep(session, path, lock, spared);
  } finally {
    for (const lock of [...locks.values()].toReversed()) lock.release();
  }
}

function tell(
  session: WriterSession,
  outcome: 'completed' | 'undone',
  { change: { command } }: JournalRecord,
  files: readonly PendingFile[],
): void {
  const [path, ...others] = files.map((file) => file.path);
  if (path !== undefined) session.log({ kind: 'journal-recovered', outcome, command, path, others });
}

interface Place {
  readonly file: JournaledFile;
  readonly index: number;
  readonly path: string;
  readonly isLocked: boolean;
}

/** In the order in which everybody takes locks. A set lies inside the project; what else does not is only looked at: nobody named it now. */
function placesOf(fs: FsOps, store: ProjectStore, { files, isAtomic }: JournalRecord): readonly Place[] {
  const places = files.map((file, index) => {
    const given = targetOf(store, file);
    const path = placeOf(fs, given, isAtomic ? store.root : undefined);
    const isOurs = isAtomic || isInside(path ?? given, store.root);
    const hasPlace = path !== undefined && during('read', path, () => lookAt(fs, dirname(path))) !== undefined;
    return { file, index, path: path ?? given, isLocked: isOurs && hasPlace };
  });
  return places.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** What answers where a path leads to no place at all. */
const NO_PLACE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

/** The real path; `undefined` where none can be found any more: a link to nothing, a loop, a file where a directory was. */
function placeOf(fs: FsOps, given: string, root: string | undefined): string | undefined {
  try {
    return resolveTarget(fs, given, root);
  } catch (error) {
    if (!(error instanceof StatefixError) || !NO_PLACE.has(error.errno ?? '')) throw error;
    return undefined;
  }
}

function look(fs: FsOps, path: string, file: JournaledFile, index: number, lock: HeldLock | undefined): PendingFile {
  const found = digestAt(fs, path);
  const stat = during('read', path, () => ifPlaced(() => lookAt(fs, path)))?.stat;
  const staged = stagedFor(fs, path, file);
  const isTaken =
    staged === undefined &&
    stagingsOf(fs, path, file.lockId).some((staging) => !isThere(fs, join(staging, basename(path))));
  return { file, index, path, lock, state: stateOf(fs, path, file, found, stat), stat, staged, isTaken };
}

function stateOf(
  fs: FsOps,
  path: string,
  { from, to, sidecar }: JournaledFile,
  found: string,
  stat: FileStat | undefined,
): PendingFile['state'] {
  if (from.digest !== to.digest) return found === to.digest ? 'new' : found === from.digest ? 'old' : 'other';
  if (found !== to.digest) return 'other';
  if (from.mode !== to.mode) return stat?.mode === to.mode ? 'new' : stat?.mode === from.mode ? 'old' : 'other';
  return (recordedIn(fs, sidecarPath(path)) ?? null) === sidecar ? 'old' : 'new';
}

function digestAt(fs: FsOps, path: string): string {
  return during('read', path, () => {
    const found = ifPlaced(() => digestFile(fs, path));
    if (found === undefined) return 'absent';
    return found.kind === 'file' ? found.digest : found.what;
  });
}

function ifPlaced<Found>(look: () => Found): Found | undefined {
  try {
    return look();
  } catch (error) {
    if (!NO_PLACE.has(errnoOf(error) ?? '')) throw error;
    return undefined;
  }
}

/** The new content of a file, where it is complete. */
function stagedFor(fs: FsOps, path: string, { lockId, to }: JournaledFile): string | undefined {
  if (to.digest === 'absent') return undefined;
  const candidates = stagingsOf(fs, path, lockId).map((staging) => join(staging, basename(path)));
  return candidates.find((at) => digestAt(fs, at) === to.digest);
}

function isThere(fs: FsOps, path: string): boolean {
  return during('read', path, () => lookAt(fs, path)) !== undefined;
}

/** The new checksum file of a file, where it is complete. */
function stagedSidecar(fs: FsOps, path: string, lockId: string): string | undefined {
  const candidates = stagingsOf(fs, path, lockId).map((staging) => join(staging, basename(sidecarPath(path))));
  return candidates.find((at) => recordedIn(fs, at) !== undefined);
}

/** The staging directory of a writer beside a file: a breaker of its lock may have renamed it. */
function stagingsOf(fs: FsOps, path: string, lockId: string): readonly string[] {
  const directory = dirname(path);
  const own = `.tmp-${lockId.slice(0, 8)}`;
  const names = during('read', directory, () => ifPlaced(() => fs.readdir(directory))) ?? [];
  return names
    .map((entry) => entry.name)
    .filter((name) => name === own || name.startsWith(`${own}.`))
    .map((name) => join(directory, name));
}

/** Of one file, nothing is begun anew: it is the old one or the new one, and only its checksum file and the books may be missing. */
async function finishOne(
  session: WriterSession,
  store: ProjectStore,
  record: JournalRecord,
  files: readonly PendingFile[],
): Promise<'completed' | 'undone'> {
  const [one] = files;
  // Where what was staged is gone from its place, the change was made, whoever wrote the file since.
  const isMade = one !== undefined && (one.state === 'new' || (one.state === 'other' && one.isTaken));
  if (one !== undefined && (isMade || waitsForSidecar(session.fs, one))) {
    await goForward(session, one, heldPath(store, record.change.id, one.index));
    await settle(session, store, record, files);
    return 'completed';
  }
  // A power cut may keep the name of the checksum file and drop that of the file.
  if (one?.state === 'old' && one.file.sidecarTo !== null) await setSidecar(session.fs, one, one.file.sidecar);
  // Whoever wrote the file since, the content that was to be replaced is kept.
  if (one?.state === 'other') keepBackups(session, store, record);
  removeRecord(session, store, record);
  return 'undone';
}

/** The bytes stay, and their checksum is staged: whoever clears the staging directory puts it in its place, so the change is made, and recorded. */
function waitsForSidecar(fs: FsOps, { state, file: { from, to, lockId }, path }: PendingFile): boolean {
  return state === 'old' && from.digest === to.digest && stagedSidecar(fs, path, lockId) !== undefined;
}

async function finishSet(
  session: WriterSession,
  store: ProjectStore,
  record: JournalRecord,
  files: readonly PendingFile[],
): Promise<'completed' | 'undone'> {
  // What the audit knows of was done as a whole: whoever wrote one of the files since, the others stay new.
  if (hasChange(session.fs, store, record.change.id)) {
    await settle(session, store, record, files);
    return 'completed';
  }
  if (canGoForward(files) && (await allForward(session, store, record, files))) {
    // From here on there is no way back: what fails now is done by the next command.
    await settle(session, store, record, files);
    return 'completed';
  }
  const written = new Set<number>();
  const back = files.map((each) => look(session.fs, each.path, each.file, each.index, each.lock));
  for (const each of back) {
    if (each.state === 'new' && !(await isBack(session, store, record, each))) written.add(each.index);
    if (each.state !== 'other' && each.file.sidecarTo !== null) await setSidecar(session.fs, each, each.file.sidecar);
  }
  for (const directory of directoriesOf(files)) syncDirectory(session.fs, directory, session.log);
  // A file that somebody else wrote since stays as it is; what was replaced there is kept.
  for (const { state, index } of back) if (state === 'other') written.add(index);
  if (written.size > 0) keepBackups(session, store, record, (index) => written.has(index));
  removeRecord(session, store, record);
  return 'undone';
}

/** False where another program has written the file since it was looked at: then that stays. */
async function isBack(
  session: WriterSession,
  store: ProjectStore,
  record: JournalRecord,
  file: PendingFile,
): Promise<boolean> {
  try {
    await goBack(session, store, record, file);
    return true;
  } catch (error) {
    if (!isChanged(error)) throw error;
    return false;
  }
}

/** False where the system refuses: what it refuses now, it may refuse for ever, so that there is only the way back for all of them. */
async function allForward(
  session: WriterSession,
  store: ProjectStore,
  record: JournalRecord,
  files: readonly PendingFile[],
): Promise<boolean> {
  try {
    for (const each of files) await goForward(session, each, heldPath(store, record.change.id, each.index));
    return true;
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return false;
  }
}

function isChanged(error: unknown): boolean {
  return error instanceof StatefixError && error.code === 'STATE_CHANGED';
}

/** Where no file is old, and none is staged still, all had been put in place, whatever others wrote since. */
function canGoForward(files: readonly PendingFile[]): boolean {
  if (files.some(({ state }) => state === 'old')) return files.every(canBeNew);
  const areTaken = files.every(({ state, staged }) => state === 'new' || staged === undefined);
  return areTaken && files.some(({ state, isTaken }) => state === 'new' || isTaken);
}

function canBeNew({ state, staged, isTaken, file }: PendingFile): boolean {
  if (state !== 'old') return state === 'new' || isTaken;
  return staged !== undefined || file.to.digest === 'absent' || file.to.digest === file.from.digest;
}

async function goForward(
  session: WriterSession,
  { file, path, lock, state, stat, staged }: PendingFile,
  held: string,
): Promise<void> {
  if (lock === undefined || state !== 'old') return;
  const { from, to, keep, allowedMode } = file;
  if (from.digest === to.digest) {
    if (stat !== undefined && to.mode !== null && to.mode !== from.mode) setMode(session.fs, path, stat, to.mode);
    return;
  }
  const keeping = { keep, allowedMode: allowedMode ?? undefined };
  // A kill may have come between the record and what it holds: without this the old content would be in no backup.
  if (stat !== undefined && lookAt(session.fs, held) === undefined) {
    during('journal', held, () => stageOld(session.fs, held, { path, stat, allowedMode: keeping.allowedMode }));
  }
  const kept = stat === undefined ? undefined : keepOld(session, path, stat, keeping, lock.staging);
  try {
    ensureAsSeen(session.fs, path, stat);
    if (staged === undefined) await renameTo(session.fs, path, restoreStage(path, lock.staging));
    else await renameTo(session.fs, staged, path);
  } catch (error) {
    kept?.undo();
    throw error;
  }
  clearStaged(session, { path, lock });
}

/** Programs may write while a recovery goes from file to file. Throws `STATE_CHANGED` for one that is not as it was when it was looked at. */
function ensureAsSeen(fs: FsOps, path: string, seen: FileStat | undefined): void {
  const now = during('read', path, () => lookAt(fs, path)?.stat);
  if (now !== undefined && seen !== undefined) ensureSame(path, seen, now);
  else if (now !== undefined || seen !== undefined) throw lostLock(path);
}

function setMode(fs: FsOps, path: string, stat: FileStat, mode: number): void {
  const error = changeMode(fs, path, stat, mode);
  if (error !== undefined) throw error;
}

/** Puts a copy of the old content back: the journal and the backups keep theirs. */
async function goBack(
  session: WriterSession,
  store: ProjectStore,
  record: JournalRecord,
  { file, index, path, lock, stat }: PendingFile,
): Promise<void> {
  if (lock === undefined) return;
  const { fs } = session;
  const { from, to } = file;
  const stage = restoreStage(path, lock.staging);
  if (from.digest === to.digest) {
    if (stat !== undefined && from.mode !== null) setMode(fs, path, stat, from.mode);
    return;
  }
  if (from.digest === 'absent') {
    ensureAsSeen(fs, path, stat);
    await renameTo(fs, path, stage);
    session.removeLater(removeFile(fs, stage), stage);
    return;
  }
  const held = heldPath(store, record.change.id, index);
  const old = readBytes(fs, held, file.size);
  const holder = during('read', held, () => lookAt(fs, held)?.stat);
  if (old.kind === 'unreadable' && old.errno !== undefined && old.isIoError) {
    throw writeError('read', held, Object.assign(new Error(old.reason), { code: old.errno }));
  }
  if (old.kind !== 'bytes' || holder === undefined || digestAt(fs, held) !== from.digest) {
    throw new StatefixError(
      'STATE_CORRUPTED',
      `${path} is half of an interrupted ${record.change.command}: ${held}, which holds its old content, is damaged`,
      {
        hint: 'Put the right content in its place by hand, from a backup or version control, and then remove that file of the journal.',
        path,
      },
    );
  }
  // Owner and set-id bits by the file that is held, not by what a record says of it: a record is untrusted, and we may be root.
  const mode = (from.mode ?? 0o600) & (0o777 | holder.mode);
  removeFile(fs, stage);
  writeNewFile(fs, { path: stage, bytes: old.bytes, mode, owner: holder, target: path });
  ensureAsSeen(fs, path, stat);
  await renameTo(fs, stage, path);
  // The commit had put the old content in the place of an older .bak, which the dead writer had staged.
  const [previous] = stagingsOf(fs, path, file.lockId)
    .map((staging) => join(staging, basename(path) + PREVIOUS))
    .filter((at) => isThere(fs, at));
  if (previous !== undefined) await renameTo(fs, previous, bakPath(path));
}

async function renameTo(fs: FsOps, from: string, to: string): Promise<void> {
  try {
    await renameOver(fs, from, to);
  } catch (error) {
    throw writeError('rename', to, error);
  }
}

/** All is new: made durable, checksums put beside it, backups closed to those who may not read them, and then the books. */
async function settle(
  session: WriterSession,
  store: ProjectStore,
  record: JournalRecord,
  files: readonly PendingFile[],
): Promise<void> {
  for (const each of files) {
    // Beside what another program wrote since, its own checksum stands.
    if (digestAt(session.fs, each.path) === each.file.to.digest) {
      await placeSidecar(session.fs, each);
      await setSidecar(session.fs, each, each.file.sidecarTo);
    }
    restrictHeld(session.fs, heldPath(store, record.change.id, each.index), each.file);
  }
  for (const directory of directoriesOf(files)) syncDirectory(session.fs, directory, session.log);
  await completeRecord(session, store, record, () => false);
}

async function placeSidecar(fs: FsOps, { path, lock, file: { lockId } }: PendingFile): Promise<void> {
  const staged = lock && stagedSidecar(fs, path, lockId);
  if (staged !== undefined) await renameTo(fs, staged, sidecarPath(path));
}

/** What a power cut parted is put together again: the checksum file says what it said then. */
async function setSidecar(fs: FsOps, { path, lock, stat }: PendingFile, digest: Digest | null): Promise<void> {
  const sidecar = sidecarPath(path);
  if (lock === undefined || digest === null || recordedIn(fs, sidecar) === digest) return;
  const stage = sidecarStage(path, lock.staging);
  removeFile(fs, stage);
  const bytes = renderChecksumFile(digest, basename(path));
  writeNewFile(fs, { path: stage, bytes, mode: (stat?.mode ?? 0o600) & 0o666, owner: stat, target: sidecar });
  await renameTo(fs, stage, sidecar);
}

function restrictHeld(fs: FsOps, held: string, { from, to, allowedMode }: JournaledFile): void {
  if (from.digest === to.digest || from.mode === null || allowedMode === null || fs.platform === 'win32') return;
  const mode = from.mode & allowedMode;
  if (mode === from.mode || lookAt(fs, held) === undefined) return;
  during('chmod', held, () => restrictMode(fs, held, mode));
}

function directoriesOf(files: readonly PendingFile[]): ReadonlySet<string> {
  return new Set(files.filter(({ lock }) => lock !== undefined).map(({ path }) => dirname(path)));
}
