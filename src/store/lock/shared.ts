import { readerPath } from '../names.ts';
import type { Staging, WriterSession } from '../session.ts';
import { during } from '../write-error.ts';
import { acquireBesideReaders, type LockWait } from './acquire.ts';
import { lostSharedLock } from './messages.ts';
import { registerReader, removeReader } from './readers.ts';
import { lockIdOf, readLock } from './record.ts';

/** A registration as reader: while it stands, nobody who locks changes the file. */
interface Registration {
  isStanding(): boolean;
  release(): void;
}

/**
 * Runs `read` while nobody changes the file, given by its real path: as many readers as like at once, and no writer. The registration is made under the
 * lock of the file, which is held for that instant alone, so that a writer who waits is not overtaken by ever new readers. `read` must not change the
 * file itself: it would wait for its own end.
 *
 * Throws what `acquireLock` throws, what `read` throws, and `STATE_CHANGED` where somebody took the registration for that of a dead process meanwhile.
 */
export async function readShared<Result>(
  session: WriterSession,
  path: string,
  wait: LockWait,
  read: () => Result | Promise<Result>,
): Promise<Result> {
  const registration = await register(session, path, wait);
  try {
    const result = await read();
    if (!registration.isStanding()) throw lostSharedLock(path);
    return result;
  } finally {
    registration.release();
  }
}

async function register(session: WriterSession, path: string, wait: LockWait): Promise<Registration> {
  for (;;) {
    const lock = await acquireBesideReaders(session, path, wait);
    try {
      const { lockId, signature } = lock.staging;
      const placed = during('take lock', path, () => registerReader(session, path, lock.staging));
      const file = readerPath(path, lockId);
      const kept = placed === 'linked' ? signature : file;
      const registration = registrationOf(
        session,
        path,
        file,
        lock.staging,
        session.heartbeat.keep(kept, lockId, wait.stale),
      );
      // Had somebody broken the lock before the registration stood, a writer could be at work who did not see it.
      if (lock.isOurs()) return registration;
      registration.release();
    } finally {
      lock.release();
    }
  }
}

function registrationOf(
  session: WriterSession,
  path: string,
  file: string,
  staging: Staging,
  stop: () => void,
): Registration {
  const { fs } = session;
  let isHeld = true;
  const registration = {
    isStanding: () => lockIdOf(readLock(fs, file)) === staging.lockId,
    release: () => {
      if (!isHeld) return;
      isHeld = false;
      stop();
      session.drop(registration);
      session.removeLater(removeReader(fs, path, file), file, () => removeReader(fs, path, file));
      session.vacate(staging);
    },
  };
  session.hold(registration);
  session.occupy(staging);
  return registration;
}
