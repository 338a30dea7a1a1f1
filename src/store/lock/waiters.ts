import { basename, dirname, join } from 'node:path';
import { errnoOf } from '../../model/errors.ts';
import type { FsOps } from '../fs-ops.ts';
import { lockPath, readLockSideName, waiterPath } from '../names.ts';
import type { Staging, WriterSession } from '../session.ts';
import type { ProcessFacts } from './holder.ts';
import { type LockRecord, readLock, verdictOn } from './record.ts';

/** For those who look at the lock: nothing depends on it, so a wait goes on without. */
export function registerWaiter(session: WriterSession, path: string, staging: Staging): string | undefined {
  const waiter = waiterPath(path, staging.lockId);
  try {
    session.fs.link(staging.signature, waiter);
    return waiter;
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}

/** Who waits for the lock of that file, as far as the directory can be listed; nobody who is certainly dead. */
export function waitersOf(fs: FsOps, path: string, self: ProcessFacts): readonly LockRecord[] {
  const file = basename(lockPath(path)).slice(0, -'.lock'.length);
  return namesIn(fs, dirname(path))
    .filter((name) => {
      const beside = readLockSideName(name);
      return beside?.kind === 'wait' && beside.file === file;
    })
    .flatMap((name) => livingRecord(fs, join(dirname(path), name), self));
}

/** The record in a lock file, where there is one of somebody who may be alive. */
function livingRecord(fs: FsOps, file: string, self: ProcessFacts): readonly LockRecord[] {
  const found = readLock(fs, file);
  return found.kind === 'record' && verdictOn(fs, found.record, self) !== 'dead' ? [found.record] : [];
}

function namesIn(fs: FsOps, directory: string): readonly string[] {
  try {
    return fs.readdir(directory).map(({ name }) => name);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return [];
  }
}
