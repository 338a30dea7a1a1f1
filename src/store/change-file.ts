import { dirname } from 'node:path';
import { parseChecksumFile } from '../formats/checksum-file.ts';
import type { Plan } from '../model/plan.ts';
import type { Digest, FileStat } from '../model/state-file.ts';
import { type KeptCopies, keepOld, restrictMode, stageOld } from './backups/keep-old.ts';
import { syncDirectory } from './directories.ts';
import { type FsOps, READ_FLAGS, uninterrupted } from './fs-ops.ts';
import type { HeldLock } from './lock/acquire.ts';
import { lostLock } from './lock/messages.ts';
import { sidecarPath } from './names.ts';
import { type Owner, writeNewFile } from './new-file.ts';
import type { ProjectStore } from './project-store.ts';
import { closeRead, readBytes, statOf } from './read-bytes.ts';
import { removeFile } from './remove.ts';
import { renameOver } from './rename.ts';
import type { WriterSession } from './session.ts';
import { contentStage, restoreStage, sidecarStage, stagedPaths } from './staged-paths.ts';
import { ensureSame, ensureUntouched, type FoundTarget, inspectTarget, lookAt } from './target.ts';
import { during, writeError } from './write-error.ts';

/** What is to be done with one locked file. */
export interface FileWork {
  readonly plan: Plan;
  /** The real path. */
  readonly path: string;
  readonly lock: HeldLock;
  readonly found: FoundTarget;
  /** `around`: the bytes stay, only the mode or the checksum file changes; `remove`: it goes, as it had not been there before. */
  readonly kind: 'none' | 'around' | 'replace' | 'remove';
  readonly isModeChanged: boolean;
  /** The checksum file that changes, with what it records now; `undefined` where it says already what it should. */
  readonly sidecar: { readonly path: string; readonly recorded: Digest | undefined } | undefined;
}

/** A file at its new content, while there is a way back. */
export interface CommittedFile {
  readonly work: FileWork;
  readonly kept: KeptCopies | undefined;
  /** What the commit put there, as it was staged; `undefined` where nothing was. */
  readonly put: FileStat | undefined;
}

/** Reads the file again under its lock and holds it against the plan. Throws `STATE_CHANGED`, `HARD_LINKED`, `WRITE_FAILED`; changes nothing. */
export function inspectWork(
  fs: FsOps,
  plan: Plan,
  path: string,
  lock: HeldLock,
  store: ProjectStore | undefined,
): FileWork {
  const found = inspectTarget(fs, path, plan, store);
  const sidecar = changedSidecar(fs, plan, path);
  const isSame = plan.digest === (found.kind === 'present' ? found.digest : 'absent');
  const isModeChanged = found.kind === 'present' && plan.mode !== undefined && plan.mode !== found.stat.mode;
  const around = isModeChanged || sidecar !== undefined ? 'around' : 'none';
  const kind = isSame ? around : plan.digest === 'absent' ? 'remove' : 'replace';
  return { plan, path, lock, found, kind, isModeChanged, sidecar };
}

/** Puts the new content, complete and on the disk, into the staging directory. Throws with nothing staged. */
export function stageWork({ fs }: WriterSession, work: FileWork): void {
  const { plan, path, lock, found, kind, sidecar } = work;
  const old = found.kind === 'present' ? found.stat : undefined;
  const mode = modeOfNew(work);
  if (kind === 'replace') {
    const staged = contentStage(path, lock.staging);
    writeNewFile(fs, { path: staged, bytes: plan.bytes, mode, owner: old, target: path });
  }
  if (sidecar !== undefined && kind !== 'remove') stageSidecar(fs, plan, path, lock, mode, old);
}

/** The mode of the new content. A file that was not there gets no set-id bits: its owner is whoever runs, and no backup may lend out their rights. */
export function modeOfNew({ plan, found }: Pick<FileWork, 'plan' | 'found'>): number {
  if (found.kind === 'present') return plan.mode ?? found.stat.mode;
  return (plan.mode ?? 0o600) & 0o777;
}

/**
 * Keeps the old content and makes the new one visible, in one instant. A failure that leaves the file as it was is thrown; one that is told although the
 * change was made goes to `failures`.
 */
export async function commitWork(session: WriterSession, work: FileWork, failures: unknown[]): Promise<CommittedFile> {
  const { fs } = session;
  const { plan, path, lock, found, kind } = work;
  if (kind === 'around') return commitAround(session, work, failures);
  const staged = contentStage(path, lock.staging);
  const old = found.kind === 'present' ? found.stat : undefined;
  let kept: KeptCopies | undefined;
  try {
    if (old !== undefined) kept = keepOld(session, path, old, plan, lock.staging);
    const put = kind === 'remove' ? undefined : statOf(during('rename', path, () => fs.lstat(staged)));
    if (!lock.isOurs()) throw lostLock(path);
    ensureUntouched(fs, path, found);
    if (kind === 'remove') await takeAway(session, path, restoreStage(path, lock.staging));
    else await putInPlace(session, work, staged, put, failures);
    return { work, kept, put };
  } catch (error) {
    kept?.undo();
    throw error;
  }
}

async function commitAround(session: WriterSession, work: FileWork, failures: unknown[]): Promise<CommittedFile> {
  const { fs } = session;
  const { plan, path, lock, found, isModeChanged, sidecar } = work;
  const old = found.kind === 'present' ? found.stat : undefined;
  if (old === undefined) throw new Error(`${path} is not there, and nothing is to be put there`);
  if (!lock.isOurs()) throw lostLock(path);
  const notSynced = isModeChanged && plan.mode !== undefined ? changeMode(fs, path, old, plan.mode) : undefined;
  if (sidecar !== undefined) {
    try {
      await renamed(session, sidecarStage(path, lock.staging), sidecar.path);
    } catch (error) {
      if (isModeChanged) changeMode(fs, path, { ...old, mode: plan.mode ?? old.mode }, old.mode);
      throw error;
    }
  }
  if (notSynced !== undefined) failures.push(notSynced);
  return { work, kept: undefined, put: old };
}

/**
 * Brings back what a committed file was, from the content that the journal holds, where the file is still what we made of it and its lock is ours: what
 * others did since is theirs. Throws what the operating system refuses; then the journal still knows of it.
 */
export async function takeBack(session: WriterSession, committed: CommittedFile, held: string): Promise<void> {
  const { fs } = session;
  const { work, kept, put } = committed;
  const { path, lock, found, kind, plan } = work;
  // Whoever has it now may be past this change, or not: the journal must go on knowing of it.
  if (!lock.isOurs()) throw lostLock(path);
  const now = lookAt(fs, path)?.stat;
  if (now?.ino !== put?.ino || now?.dev !== put?.dev) return;
  if (kind === 'around') {
    // A checksum that fits the content may stay.
    const error =
      found.kind === 'present' && now !== undefined ? changeMode(fs, path, now, found.stat.mode) : undefined;
    if (error !== undefined) throw error;
    return;
  }
  const staged = restoreStage(path, lock.staging);
  if (found.kind === 'absent') await takeAway(session, path, staged);
  else {
    stageOld(fs, staged, { path: held, stat: found.stat, allowedMode: plan.allowedMode });
    await renameOver(fs, staged, path);
  }
  session.removeLater(removeFile(fs, staged), staged);
  kept?.undo();
  syncDirectory(fs, dirname(path), session.log);
}

/**
 * The new content is visible and stays: does everything that belongs to it, whatever of it fails. `held` is the name that the journal gave to the old
 * content.
 */
export async function settleWork(
  session: WriterSession,
  { work, kept }: CommittedFile,
  held: string | undefined,
  failures: unknown[],
): Promise<void> {
  const { path, lock, kind, sidecar } = work;
  const waits = kind === 'replace' && sidecar !== undefined;
  const isPaired = !waits || (await pairUp(session, path, lock, sidecar.path, failures));
  attempt(failures, () => restrict(session.fs, work, kept, held));
  // A checksum that could not be put in its place stays staged: so it is known, and the next changing command completes it.
  if (isPaired) clearStaged(session, work);
  else session.leaveStaging(lock.staging);
}

/** What stays beside the file on purpose. */
export function leftBy({ work, kept }: CommittedFile): readonly string[] {
  return [...(kept?.paths ?? []), ...(work.sidecar === undefined ? [] : [work.sidecar.path])];
}

/** Takes away what the change of this one file may have staged; the directory, and what others stage in it, stays. */
export function clearStaged(session: WriterSession, { path, lock }: Pick<FileWork, 'path' | 'lock'>): void {
  for (const staged of stagedPaths(path, lock.staging)) session.removeLater(removeFile(session.fs, staged), staged);
}

export function attempt(failures: unknown[], act: () => void): void {
  try {
    act();
  } catch (error) {
    failures.push(error);
  }
}

/**
 * Bytes and mtime stay: only the permission bits change, through one descriptor that is known to be the file that was judged. Throws with the mode as it was;
 * gives the error of a change that was made, but could not be synced.
 */
export function changeMode(fs: FsOps, path: string, found: FileStat, mode: number): unknown {
  const fd = during('chmod', path, () => uninterrupted(() => fs.open(path, READ_FLAGS)));
  try {
    ensureSame(
      path,
      found,
      during('read', path, () => statOf(fs.fstat(fd))),
    );
    during('chmod', path, () => uninterrupted(() => fs.fchmod(fd, mode)));
    return unsynced(fs, path, fd);
  } finally {
    closeRead(fs, fd);
  }
}

function unsynced(fs: FsOps, path: string, fd: number): unknown {
  try {
    uninterrupted(() => fs.fsync(fd));
    return undefined;
  } catch (error) {
    return writeError('sync', path, error, 'its mode is changed, but not proven durable');
  }
}

/**
 * A network file system may say that a rename failed which was done. Then there is no way back: the old content has its last name in what was kept, and
 * to undo that would be to lose it. So the failure is told, and everything else goes on.
 */
async function putInPlace(
  { fs }: WriterSession,
  { path, lock }: FileWork,
  staged: string,
  put: FileStat | undefined,
  failures: unknown[],
): Promise<void> {
  try {
    await renameOver(fs, staged, path);
  } catch (error) {
    if (!lock.isOurs()) throw lostLock(path);
    if (!during('rename', path, () => isDone(fs, path, put))) throw writeError('rename', path, error);
    failures.push(writeError('rename', path, error, 'the new content is in place nevertheless'));
  }
}

/** True where the very file that was staged stands at the path. */
function isDone(fs: FsOps, path: string, put: FileStat | undefined): boolean {
  const now = lookAt(fs, path)?.stat;
  return now !== undefined && now.ino === put?.ino && now.dev === put.dev;
}

/** The file goes in one instant, by a rename: a stalled owner, whose staging directory was renamed away, does not get that far. */
async function takeAway({ fs }: WriterSession, path: string, staged: string): Promise<void> {
  try {
    await renameOver(fs, path, staged);
  } catch (error) {
    const isGone = during('rename', path, () => lookAt(fs, path) === undefined && lookAt(fs, staged) !== undefined);
    if (!isGone) throw writeError('rename', path, error);
  }
}

/** A backup may not be readable by more than its kind allows, nor by more than the content was. */
function restrict(
  fs: FsOps,
  { path, found, plan }: FileWork,
  kept: KeptCopies | undefined,
  held: string | undefined,
): void {
  try {
    kept?.restrict();
    if (held === undefined || found.kind === 'absent' || fs.platform === 'win32') return;
    const mode = plan.allowedMode === undefined ? found.stat.mode : found.stat.mode & plan.allowedMode;
    const isOwn = kept === undefined || kept.paths.length === 0;
    if (isOwn && mode !== found.stat.mode && plan.digest !== found.digest) restrictMode(fs, held, mode);
  } catch (error) {
    throw writeError('chmod', path, error, 'the new content is in place, but its backup may be read by too many');
  }
}

async function pairUp(
  session: WriterSession,
  path: string,
  lock: HeldLock,
  sidecar: string,
  failures: unknown[],
): Promise<boolean> {
  const staged = sidecarStage(path, lock.staging);
  try {
    await renameOver(session.fs, staged, sidecar);
    return true;
  } catch {
    // Whatever it was, once more: a passing fault should not part a file and its checksum. What stays is told below.
  }
  try {
    await renameOver(session.fs, staged, sidecar);
    return true;
  } catch (error) {
    const consequence = 'the new content is in place; the next changing command completes its checksum';
    failures.push(writeError('rename', sidecar, error, consequence));
    return false;
  }
}

async function renamed(session: WriterSession, staged: string, path: string): Promise<void> {
  try {
    await renameOver(session.fs, staged, path);
  } catch (error) {
    throw writeError('rename', path, error);
  }
}

function changedSidecar(fs: FsOps, plan: Plan, path: string): FileWork['sidecar'] {
  if (plan.sidecar === undefined) return undefined;
  const sidecar = sidecarPath(path);
  const { bytes } = plan.sidecar;
  const there = readBytes(fs, sidecar, 65_536);
  if (there.kind === 'unreadable' && there.isIoError) {
    throw writeError('read', sidecar, Object.assign(new Error(there.reason), { code: there.errno }));
  }
  if (there.kind !== 'bytes') return { path: sidecar, recorded: undefined };
  if (Buffer.compare(there.bytes, bytes) === 0) return undefined;
  return { path: sidecar, recorded: parseChecksumFile(new TextDecoder().decode(there.bytes)) };
}

function stageSidecar(
  fs: FsOps,
  plan: Plan,
  target: string,
  lock: HeldLock,
  mode: number,
  owner: Owner | undefined,
): void {
  if (plan.sidecar === undefined) return;
  const path = sidecarStage(target, lock.staging);
  writeNewFile(fs, { path, bytes: plan.sidecar.bytes, mode: mode & 0o666, owner, target });
}
