import { dirname } from 'node:path';
import { errnoOf } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { FileStat } from '../model/state-file.ts';
import { type KeptCopies, keepOld } from './backups/keep-old.ts';
import { ensureDirectory, removeMade, syncDirectory, syncMade } from './directories.ts';
import { type FsOps, READ_FLAGS, uninterrupted } from './fs-ops.ts';
import { acquireLock, type HeldLock, lostLock } from './lock/acquire.ts';
import { sidecarPath } from './names.ts';
import { type Owner, writeNewFile } from './new-file.ts';
import { closeRead, readBytes, statOf } from './read-bytes.ts';
import { removeFile } from './remove.ts';
import { renameOver } from './rename.ts';
import type { WriterSession } from './session.ts';
import { contentStage, sidecarStage, stagedPaths } from './staged-paths.ts';
import { sweep } from './sweep.ts';
import { ensureSame, ensureUntouched, type FoundTarget, inspectTarget, resolveTarget } from './target.ts';
import { during, writeError } from './write-error.ts';

/** What holds for one file, by its kind and by how it was found. */
export interface ApplyLimits {
  /** Absolute; nothing outside of it is written. `undefined` for a path that was named: beside its real file, wherever that is. */
  readonly allowedRoot: string | undefined;
  /** Milliseconds. */
  readonly lockTimeout: number;
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
 * When it resolves, the new content is on the disk, as far as the system can say so (a directory that cannot be synced is told to the log).
 * It throws `StatefixError` with the file as it was, byte for byte, and nothing left beside it: `STATE_LOCKED`, `STATE_CHANGED`, `HARD_LINKED`,
 * `OUTSIDE_ROOT`, `OWNERSHIP`, `WRITE_FAILED` with step and errno. A `WRITE_FAILED` after the commit says that the new content is in place.
 * Extended attributes and ACLs of the old file do not come along, and programs that write without this lock are seen up to the last two system calls only.
 */
export async function applyPlan(plan: Plan, session: WriterSession, limits: ApplyLimits): Promise<ApplyResult> {
  const { fs } = session;
  const path = resolveTarget(fs, plan.path, limits.allowedRoot);
  const made = plan.basis === 'absent' ? ensureDirectory(fs, dirname(path)) : [];
  let lock: HeldLock | undefined;
  try {
    lock = await acquireLock(session, path, limits.lockTimeout);
    sweep(session, path, lock);
    const result = await change(plan, session, path, lock);
    syncMade(fs, made, session.log);
    lock.release();
    return result;
  } catch (error) {
    lock?.release();
    if (made.length > 0) {
      if (lock !== undefined) session.loseStaging(lock.staging);
      removeMade(fs, made);
    }
    throw error;
  }
}

/** Clears what dead writers left around a file that needs no other change: their locks, claims, temp files and staging directories. */
export async function clearTraces(given: string, session: WriterSession, limits: ApplyLimits): Promise<void> {
  const path = resolveTarget(session.fs, given, limits.allowedRoot);
  const lock = await acquireLock(session, path, limits.lockTimeout);
  try {
    sweep(session, path, lock);
  } finally {
    lock.release();
  }
}

async function change(plan: Plan, session: WriterSession, path: string, lock: HeldLock): Promise<ApplyResult> {
  const found = inspectTarget(session.fs, path, plan);
  const sidecar = changedSidecar(plan, session, path);
  if (found.kind === 'present' && plan.digest === found.digest) {
    const isModeChanged = plan.mode !== undefined && plan.mode !== found.stat.mode;
    if (isModeChanged) changeMode(session, path, found.stat, plan.mode);
    if (sidecar !== undefined) await replaceSidecar(plan, session, path, lock, found.stat, sidecar);
    const isChanged = isModeChanged || sidecar !== undefined;
    return { kind: isChanged ? 'applied' : 'unchanged', path, left: sidecar === undefined ? [] : [sidecar] };
  }
  const kept = await replace(plan, session, path, lock, found, sidecar);
  for (const each of kept) session.log({ kind: 'backup-made', path: each });
  return { kind: 'applied', path, left: sidecar === undefined ? kept : [...kept, sidecar] };
}

/** Bytes and mtime stay: only the permission bits change, through one descriptor that is known to be the file that was judged. */
function changeMode({ fs }: WriterSession, path: string, found: FileStat, mode: number): void {
  const fd = during('chmod', path, () => uninterrupted(() => fs.open(path, READ_FLAGS)));
  try {
    ensureSame(
      path,
      found,
      during('read', path, () => statOf(fs.fstat(fd))),
    );
    during('chmod', path, () => uninterrupted(() => fs.fchmod(fd, mode)));
    during('sync', path, () => uninterrupted(() => fs.fsync(fd)));
  } finally {
    closeRead(fs, fd);
  }
}

async function replaceSidecar(
  plan: Plan,
  session: WriterSession,
  path: string,
  lock: HeldLock,
  stat: FileStat,
  sidecar: string,
): Promise<void> {
  const staged = sidecarStage(path, lock.staging);
  try {
    stageSidecar(plan, session, path, lock, plan.mode ?? stat.mode, stat);
    if (!lock.isOurs()) throw lostLock(path);
    await renamed(session, staged, sidecar);
  } catch (error) {
    session.removeLater(removeFile(session.fs, staged), staged);
    throw error;
  }
  syncDirectory(session.fs, dirname(path), session.log);
}

async function replace(
  plan: Plan,
  session: WriterSession,
  path: string,
  lock: HeldLock,
  found: FoundTarget,
  sidecar: string | undefined,
): Promise<readonly string[]> {
  const { fs } = session;
  const { staging } = lock;
  const staged = contentStage(path, staging);
  const old = found.kind === 'present' ? found.stat : undefined;
  const mode = plan.mode ?? old?.mode ?? 0o600;
  let kept: KeptCopies | undefined;
  const failures: unknown[] = [];
  try {
    writeNewFile(fs, { path: staged, bytes: plan.bytes, mode, owner: old, target: path });
    if (sidecar !== undefined) stageSidecar(plan, session, path, lock, mode, old);
    if (old !== undefined) kept = keepOld(session, path, old, plan, staging);
    ensureUntouched(fs, path, found);
    if (!lock.isOurs()) throw lostLock(path);
    await commit(session, staged, path, old, failures);
  } catch (error) {
    kept?.undo();
    clearStaged(session, path, lock);
    throw error;
  }
  await settle(session, path, lock, sidecar, kept, failures);
  return kept?.paths ?? [];
}

/**
 * A network file system may say that a rename failed which was done. Then there is no way back: the old content has its last name in what was kept, and
 * to undo that would be to lose it. So the failure is told, and everything else goes on.
 */
async function commit(
  { fs }: WriterSession,
  staged: string,
  path: string,
  old: FileStat | undefined,
  failures: unknown[],
): Promise<void> {
  try {
    await renameOver(fs, staged, path);
  } catch (error) {
    if (!during('rename', path, () => isDone(fs, staged, path, old))) throw writeError('rename', path, error);
    failures.push(writeError('rename', path, error, 'the new content is in place nevertheless'));
  }
}

/** True where nothing is staged any more and another file than the old one stands at the path. */
function isDone(fs: FsOps, staged: string, path: string, old: FileStat | undefined): boolean {
  const now = statAt(fs, path);
  return now !== undefined && (now.ino !== old?.ino || now.dev !== old.dev) && statAt(fs, staged) === undefined;
}

function statAt(fs: FsOps, path: string): FileStat | undefined {
  try {
    return statOf(fs.lstat(path));
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
    return undefined;
  }
}

/** The new content is visible: everything that belongs to it is done, whatever of it fails, and the first failure told at the end. */
async function settle(
  session: WriterSession,
  path: string,
  lock: HeldLock,
  sidecar: string | undefined,
  kept: KeptCopies | undefined,
  failures: unknown[],
): Promise<void> {
  const isPaired = sidecar === undefined || (await pairUp(session, path, lock, sidecar, failures));
  attempt(failures, () => restrict(path, kept));
  attempt(failures, () => syncDirectory(session.fs, dirname(path), session.log));
  // A checksum that could not be put in its place stays staged: so it is known, and the next changing command completes it.
  if (isPaired) clearStaged(session, path, lock);
  else session.leaveStaging(lock.staging);
  if (failures.length > 0) throw failures[0];
}

function restrict(path: string, kept: KeptCopies | undefined): void {
  try {
    kept?.restrict();
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
    failures.push(
      writeError(
        'rename',
        sidecar,
        error,
        'the new content is in place; the next changing command completes its checksum',
      ),
    );
    return false;
  }
}

function attempt(failures: unknown[], act: () => void): void {
  try {
    act();
  } catch (error) {
    failures.push(error);
  }
}

async function renamed(session: WriterSession, staged: string, path: string): Promise<void> {
  try {
    await renameOver(session.fs, staged, path);
  } catch (error) {
    throw writeError('rename', path, error);
  }
}

/** The path of the checksum file that the plan changes, beside the real file; `undefined` where it says already what it should. */
function changedSidecar(plan: Plan, session: WriterSession, path: string): string | undefined {
  if (plan.sidecar === undefined) return undefined;
  const sidecar = sidecarPath(path);
  const { bytes } = plan.sidecar;
  const there = readBytes(session.fs, sidecar, bytes.length);
  const isSame = there.kind === 'bytes' && Buffer.compare(there.bytes, bytes) === 0;
  return isSame ? undefined : sidecar;
}

function stageSidecar(
  plan: Plan,
  session: WriterSession,
  target: string,
  lock: HeldLock,
  mode: number,
  owner: Owner | undefined,
): void {
  if (plan.sidecar === undefined) return;
  const path = sidecarStage(target, lock.staging);
  writeNewFile(session.fs, { path, bytes: plan.sidecar.bytes, mode: mode & 0o666, owner, target });
}

/** Takes away what the replace of this one file may have staged; the directory, and what others stage in it, stays. */
function clearStaged(session: WriterSession, path: string, { staging }: HeldLock): void {
  for (const staged of stagedPaths(path, staging)) session.removeLater(removeFile(session.fs, staged), staged);
}
