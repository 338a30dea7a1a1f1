import { setTimeout as delay } from 'node:timers/promises';
import { errnoOf, type StatefixError } from '../../model/errors.ts';
import { lockPath, readersPath } from '../names.ts';
import { removeFile } from '../remove.ts';
import type { Staging, WriterSession } from '../session.ts';
import { during } from '../write-error.ts';
import { type IsGone, removeInstance } from './claim.ts';
import { lockedBy, lockedHere, readBy, whoHolds } from './messages.ts';
import { placeRecord } from './place.ts';
import { enterLine } from './queue.ts';
import { clearReaders } from './readers.ts';
import { type FoundLock, isDeadRecord, type LockRecord, lockIdOf, readLock, verdictOn } from './record.ts';
import { watchSilence } from './silence.ts';
import { registerWaiter, waitersOf } from './waiters.ts';

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

/** One wait for one lock. */
interface Wait {
  readonly session: WriterSession;
  readonly path: string;
  readonly signal: AbortSignal;
  readonly start: number;
  readonly timeout: number;
  readonly stale: number;
  readonly retry: number;
  readonly isGone: IsGone;
}

/**
 * Takes the lock of a state file, given by its real path, and waits until nobody reads the file under a shared lock. Waits for a living holder up to
 * `timeout`; breaks the lock of one that is certainly dead at once, and of one that cannot be asked once it was not renewed for `stale` of this very wait.
 * Throws `STATE_LOCKED` when the time is over, `WRITE_FAILED` (`take lock`) where the files cannot be made, and the signal's reason where
 * that aborts the wait. Guards against those who lock in the same way only: not against programs that write without asking.
 */
export function acquireLock(session: WriterSession, path: string, wait: LockWait): Promise<HeldLock> {
  return takeLock(session, path, wait, outwaitReaders);
}

/** As `acquireLock`, but does not wait for those who read: for who comes to read as well. It keeps writers out, and other newcomers. */
export function acquireBesideReaders(session: WriterSession, path: string, wait: LockWait): Promise<HeldLock> {
  return takeLock(session, path, wait, async () => undefined);
}

async function takeLock(
  session: WriterSession,
  path: string,
  { timeout, stale, retry = RETRY_MS, isUninterruptible }: LockWait,
  settle: (wait: Wait, held: HeldLock) => Promise<void>,
): Promise<HeldLock> {
  const signal = isUninterruptible === true ? new AbortController().signal : session.signal;
  signal.throwIfAborted();
  const start = performance.now();
  const leave = await enterLine(path, timeout, signal);
  if (leave === undefined) {
    session.log({ kind: 'lock-timeout', path, waitedMs: timeout, pid: 0, hostname: '', since: '', waiting: 0 });
    throw lockedHere(path);
  }
  const wait = { session, path, signal, start, timeout, stale, retry, isGone: watchSilence(session, stale) };
  try {
    const held = hold(wait, await contend(wait), leave);
    await settle(wait, held);
    held.begin();
    return held;
  } catch (error) {
    leave();
    throw error;
  }
}

/** The lock file, and whether it is one more link to the private file of the run. */
interface Won {
  readonly staging: Staging;
  readonly isLinked: boolean;
}

async function contend(wait: Wait): Promise<Won> {
  const { session, path } = wait;
  const { fs } = session;
  const lock = lockPath(path);
  let waiter: string | undefined;
  let shown: string | undefined;
  try {
    for (;;) {
      wait.signal.throwIfAborted();
      const staging = session.stagingFor(path);
      const placed = during('take lock', path, () => placeRecord(session, staging, lock));
      if (placed === 'linked' || placed === 'created') {
        session.markLocked(path, staging.lockId);
        return { staging, isLinked: placed === 'linked' };
      }
      if (placed === 'unsigned') {
        session.loseStaging(staging);
        continue;
      }
      const found = readLock(fs, lock);
      if (found.kind === 'absent') continue;
      if (found.kind === 'record' && wait.isGone(found.record, lock)) {
        if (breakLock(wait, found.record, staging)) continue;
      }
      if (isOver(wait)) throw timedOut(wait, found);
      shown = tellWaiting(wait, found, shown);
      waiter ??= registerWaiter(session, path, staging);
      await pause(wait);
    }
  } finally {
    if (waiter !== undefined) session.removeLater(removeFile(fs, waiter), waiter);
  }
}

/** Who holds the lock keeps new readers out: only those who read already are waited for. */
async function outwaitReaders(wait: Wait, held: HeldLock): Promise<void> {
  const { session, path } = wait;
  let shown: string | undefined;
  try {
    for (;;) {
      const [reader] = during('take lock', path, () => clearReaders(session.fs, readersPath(path), wait.isGone));
      if (reader === undefined) return;
      wait.signal.throwIfAborted();
      if (isOver(wait)) throw readTooLong(wait, reader.found);
      shown = tellWaiting(wait, reader.found, shown);
      await pause(wait);
    }
  } catch (error) {
    held.release();
    throw error;
  }
}

function isOver({ start, timeout }: Wait): boolean {
  return performance.now() - start >= timeout;
}

/** Tells of each holder once; gives the one who was told of last. */
function tellWaiting({ session, path }: Wait, found: FoundLock, shown: string | undefined): string {
  const holder = lockIdOf(found) ?? found.kind;
  if (holder !== shown) session.log({ kind: 'lock-waiting', path, ...whoHolds(found) });
  return holder;
}

/** A lock whose taking is told only once it means the right to change the file; until then it is given back in silence. */
interface Holding extends HeldLock {
  begin(): void;
}

function hold(wait: Wait, { staging, isLinked }: Won, leave: () => void): Holding {
  const { session, path, stale } = wait;
  const lock = lockPath(path);
  const stop = session.heartbeat.keep(isLinked ? staging.signature : lock, staging.lockId, stale);
  let since: number | undefined;
  let isHeld = true;
  const held: Holding = {
    staging,
    begin: () => {
      since = performance.now();
      session.log({ kind: 'lock-acquired', path });
    },
    isOurs: () => isHeld && lockIdOf(readLock(session.fs, lock)) === staging.lockId,
    release: () => {
      if (!isHeld) return;
      isHeld = false;
      stop();
      session.drop(held);
      releaseLock(session, path, staging);
      session.vacate(staging);
      if (since !== undefined) {
        session.log({ kind: 'lock-released', path, heldMs: Math.round(performance.now() - since) });
      }
      leave();
    },
  };
  session.hold(held);
  session.occupy(staging);
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
function breakLock({ session, path, isGone }: Wait, gone: LockRecord, staging: Staging): boolean {
  const isRemoved = during('take lock', path, () => {
    return removeInstance(session, path, lockPath(path), gone.lockId, staging, isGone);
  });
  if (!isRemoved) return false;
  const age = session.now().getTime() - Date.parse(gone.timing.renewedAt);
  session.log({
    kind: 'lock-broken',
    path,
    pid: gone.metadata.pid,
    hostname: gone.metadata.hostname,
    ageMs: Number.isNaN(age) ? 0 : Math.max(0, age),
    reason: isDeadRecord(session.fs, gone, session.self) ? 'dead' : 'silent',
  });
  return true;
}

async function pause({ signal, retry, timeout, start }: Wait): Promise<void> {
  const jitter = 0.75 + Math.random() / 2;
  const left = timeout - (performance.now() - start);
  try {
    await delay(Math.max(1, Math.min(retry, left) * jitter), undefined, { signal });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}

function timedOut(wait: Wait, found: FoundLock): StatefixError {
  tellTimeout(wait, found);
  return lockedBy(wait.path, found, verdictFor(wait, found));
}

function readTooLong(wait: Wait, found: FoundLock): StatefixError {
  tellTimeout(wait, found);
  return readBy(wait.path, found, verdictFor(wait, found));
}

function verdictFor({ session }: Wait, found: FoundLock) {
  return found.kind === 'record' ? verdictOn(session.fs, found.record, session.self) : 'unknown';
}

function tellTimeout({ session, path, timeout }: Wait, found: FoundLock): void {
  const own = session.stagingFor(path).lockId;
  const others = waitersOf(session.fs, path, session.self).filter(({ lockId }) => lockId !== own);
  session.log({ kind: 'lock-timeout', path, waitedMs: timeout, ...whoHolds(found), waiting: others.length });
}
