import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { errnoOf, StatefixError } from '../../model/errors.ts';
import { CREATE_FLAGS, uninterrupted } from '../fs-ops.ts';
import { claimPath, fencedPath, lockPath, stagingPath, waiterPath } from '../names.ts';
import { closeRead } from '../read-bytes.ts';
import { removeFile } from '../remove.ts';
import type { Staging, WriterSession } from '../session.ts';
import { during } from '../write-error.ts';
import { enterLine } from './queue.ts';
import { type FoundLock, isDeadRecord, type LockRecord, readLock } from './record.ts';

/** The exclusive right to change one state file, among all who ask for it in this way. */
export interface HeldLock {
  readonly staging: Staging;
  /** True while nobody has broken it: asked for right before a commit. */
  isOurs(): boolean;
  /** Gives it back; harmless a second time. What cannot be removed is left to the end of the session. */
  release(): void;
}

/** How long, and how, a lock is waited for; times in milliseconds. */
export interface LockWait {
  readonly timeout: number;
  /** A lock that nobody renewed for so long is broken, where its host cannot be asked. */
  readonly stale: number;
  /** A waiter looks again after this long, more or less; 100 where it is not said. */
  readonly retry?: number;
  /** An aborted signal does not end the wait: for what belongs to a commit that has begun. */
  readonly isUninterruptible?: true;
}

/** A waiter looks again after this long, more or less. */
const RETRY_MS = 100;
/** Where hard links do not work, a lock file is created in place: still exclusive, but for an instant incomplete. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']);

/**
 * Takes the lock of a state file, given by its real path. Waits for a living holder up to `timeoutMs`; breaks the lock of one that is certainly dead at
 * once. Throws `STATE_LOCKED` when the time is over, `WRITE_FAILED` (`take lock`) where the files cannot be made, and the signal's reason where
 * that aborts the wait. Guards against those who lock in the same way only: not against programs that write without asking.
 */
export async function acquireLock(session: WriterSession, path: string, wait: LockWait): Promise<HeldLock> {
  const timeoutMs = wait.timeout;
  const signal = wait.isUninterruptible === true ? new AbortController().signal : session.signal;
  signal.throwIfAborted();
  const start = performance.now();
  const leave = await enterLine(path, timeoutMs, signal);
  if (leave === undefined) throw timedOut(session, path, timeoutMs, undefined);
  try {
    const staging = await contend(session, path, start, wait, signal);
    session.log({ kind: 'lock-acquired', path });
    return holdLock(session, path, staging, leave);
  } catch (error) {
    leave();
    throw error;
  }
}

async function contend(
  session: WriterSession,
  path: string,
  start: number,
  { timeout: timeoutMs, retry = RETRY_MS }: LockWait,
  signal: AbortSignal,
): Promise<Staging> {
  const { fs } = session;
  const lock = lockPath(path);
  let waiter: string | undefined;
  let shown: string | undefined;
  try {
    for (;;) {
      signal.throwIfAborted();
      const staging = session.stagingFor(path);
      const placed = during('take lock', path, () => placeRecord(session, staging, lock));
      if (placed === 'made') {
        session.markLocked(path, staging.lockId);
        return staging;
      }
      if (placed === 'unsigned') {
        session.loseStaging(staging);
        continue;
      }
      const found = readLock(fs, lock);
      if (found.kind === 'absent') continue;
      if (found.kind === 'record' && isDeadRecord(fs, found.record, session.self)) {
        if (breakLock(session, path, found.record, staging)) continue;
      }
      if (performance.now() - start >= timeoutMs) throw timedOut(session, path, timeoutMs, found);
      if (shown !== holderOf(found)) {
        shown = holderOf(found);
        session.log({ kind: 'lock-waiting', path, ...whoHolds(found) });
      }
      waiter ??= registerWaiter(session, path, staging);
      await pause(signal, Math.min(retry, timeoutMs - (performance.now() - start)));
    }
  } finally {
    if (waiter !== undefined) session.removeLater(removeFile(fs, waiter), waiter);
  }
}

function holdLock(session: WriterSession, path: string, staging: Staging, leave: () => void): HeldLock {
  const { fs } = session;
  const lock = lockPath(path);
  const since = performance.now();
  let isHeld = true;
  const held: HeldLock = {
    staging,
    isOurs: () => {
      const found = readLock(fs, lock);
      return isHeld && found.kind === 'record' && found.record.lockId === staging.lockId;
    },
    release: () => {
      if (!isHeld) return;
      isHeld = false;
      session.drop(held);
      releaseLock(session, path, staging);
      session.log({ kind: 'lock-released', path, heldMs: Math.round(performance.now() - since) });
      leave();
    },
  };
  session.hold(held);
  return held;
}

/** Removing goes through the claim, as for a breaker: between our look at the lock and its removal nobody else can put another one there. */
function releaseLock(session: WriterSession, path: string, staging: Staging): void {
  const lock = lockPath(path);
  const remove = () => {
    try {
      removeInstance(session, path, lock, staging.lockId, staging);
      return undefined;
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === undefined) throw error;
      return errno;
    }
  };
  session.removeLater(remove(), lock, remove);
}

/** False where another living process is at it, so that waiting is all there is to do. */
function breakLock(session: WriterSession, path: string, dead: LockRecord, staging: Staging): boolean {
  const isRemoved = during('take lock', path, () => {
    return removeInstance(session, path, lockPath(path), dead.lockId, staging);
  });
  if (!isRemoved) return false;
  const age = session.now().getTime() - Date.parse(dead.timing.renewedAt);
  session.log({
    kind: 'lock-broken',
    path,
    pid: dead.metadata.pid,
    hostname: dead.metadata.hostname,
    ageMs: Number.isNaN(age) ? 0 : age,
  });
  return true;
}

/**
 * Removes a lock or a claim of one instance, `lockId`, under the exclusive claim for that instance. Under the claim the file is read again: what no
 * longer is of that instance stays. A dead owner's staging directory is renamed away first: if it were only stalled, its commit would find nothing to
 * rename. False where another living process holds the claim.
 */
export function removeInstance(
  session: WriterSession,
  path: string,
  file: string,
  lockId: string,
  staging: Staging,
): boolean {
  const { fs } = session;
  const claim = claimPath(file, lockId);
  if (!takeClaim(session, path, claim, staging)) return false;
  try {
    const found = readLock(fs, file);
    if (found.kind === 'unreadable') throw Object.assign(new Error(file), { code: found.errno });
    if (found.kind !== 'record' || found.record.lockId !== lockId) return true;
    if (lockId !== staging.lockId) fence(session, path, lockId, staging);
    const errno = removeFile(fs, file);
    if (errno !== undefined) throw Object.assign(new Error(file), { code: errno });
    return true;
  } finally {
    session.removeLater(removeFile(fs, claim), claim);
  }
}

function takeClaim(session: WriterSession, path: string, claim: string, staging: Staging): boolean {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const placed = placeRecord(session, staging, claim);
    // Whoever took our private file away may be breaking our lock this very moment, under this very claim.
    const isMade = placed === 'made' || (placed === 'unsigned' && createRecord(session, claim, staging) === 'made');
    if (isMade) return true;
    const found = readLock(session.fs, claim);
    if (found.kind === 'absent') continue;
    if (found.kind !== 'record') return false;
    // Our own, from a removal that failed half-way.
    if (found.record.lockId === staging.lockId) return true;
    if (!isDeadRecord(session.fs, found.record, session.self)) return false;
    // The dead claimant's claim goes by the same rule: under a claim for that claimant.
    if (!removeInstance(session, path, claim, found.record.lockId, staging)) return false;
  }
  return false;
}

function fence(session: WriterSession, path: string, owner: string, staging: Staging): void {
  const directory = dirname(path);
  try {
    session.fs.rename(stagingPath(directory, owner), fencedPath(directory, owner, staging.lockId));
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
  session.swept.delete(directory);
}

/** Makes a lock file appear, complete. `unsigned`: our private file is gone; somebody took the staging directory away. */
function placeRecord(session: WriterSession, staging: Staging, to: string): 'made' | 'exists' | 'unsigned' {
  try {
    session.fs.link(staging.signature, to);
    return 'made';
  } catch (error) {
    const errno = errnoOf(error) ?? '';
    if (errno === 'EEXIST') return 'exists';
    if (errno === 'ENOENT') return 'unsigned';
    if (!NO_LINKS.has(errno)) throw error;
    return createRecord(session, to, staging);
  }
}

function createRecord(session: WriterSession, to: string, staging: Staging): 'made' | 'exists' {
  const { fs } = session;
  let fd: number;
  try {
    fd = uninterrupted(() => fs.open(to, CREATE_FLAGS, 0o644));
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return 'exists';
    throw error;
  }
  try {
    const count = uninterrupted(() => fs.write(fd, staging.record, 0, staging.record.length, null));
    if (count !== staging.record.length) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
    return 'made';
  } catch (error) {
    session.removeLater(removeFile(fs, to), to);
    throw error;
  } finally {
    closeRead(fs, fd);
  }
}

/** For those who look at the lock: nothing depends on it, so a wait goes on without. */
function registerWaiter(session: WriterSession, path: string, staging: Staging): string | undefined {
  const waiter = waiterPath(path, staging.lockId);
  try {
    session.fs.link(staging.signature, waiter);
    return waiter;
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}

async function pause(signal: AbortSignal, ms: number): Promise<void> {
  const jitter = 0.75 + Math.random() / 2;
  try {
    await delay(Math.max(1, ms * jitter), undefined, { signal });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}

function holderOf(found: FoundLock): string {
  return found.kind === 'record' ? found.record.lockId : found.kind;
}

function whoHolds(found: FoundLock): { readonly pid: number; readonly hostname: string; readonly since: string } {
  switch (found.kind) {
    case 'record': {
      const { metadata, timing } = found.record;
      return { pid: metadata.pid, hostname: metadata.hostname, since: timing.acquiredAt };
    }
    case 'foreign':
      return { pid: found.pid, hostname: found.hostname, since: found.since };
    case 'unreadable':
    case 'absent':
      return { pid: 0, hostname: '', since: '' };
  }
}

function timedOut(
  session: WriterSession,
  path: string,
  timeoutMs: number,
  found: FoundLock | undefined,
): StatefixError {
  session.log({ kind: 'lock-timeout', path, waitedMs: timeoutMs });
  const lock = lockPath(path);
  if (found === undefined) {
    return new StatefixError('STATE_LOCKED', `${path} is locked by another call in this process`, {
      hint: 'Wait for that call, or raise the lock timeout.',
      path,
    });
  }
  const { pid, hostname, since } = whoHolds(found);
  if (pid === 0) {
    return new StatefixError('STATE_LOCKED', `${path} is locked: ${lock} exists, and does not say by whom`, {
      hint: `Wait, or raise --lock-timeout. If you are sure that no program is writing the file, delete ${lock}.`,
      path,
    });
  }
  const from = since === '' ? '' : ` since ${since}`;
  return new StatefixError(
    'STATE_LOCKED',
    `${path} is locked by pid ${pid} on ${hostname || 'an unknown host'}${from}`,
    {
      hint: `Wait, or raise --lock-timeout. If you are sure that this process is gone, delete ${lock}.`,
      path,
    },
  );
}

/** The error for a lock that somebody took over while we held it. */
export function lostLock(path: string): StatefixError {
  return new StatefixError('STATE_CHANGED', `${path}: the lock was taken over by another process`, {
    hint: 'Nothing was written. Run again.',
    path,
  });
}
