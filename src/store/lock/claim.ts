import { dirname } from 'node:path';
import { errnoOf } from '../../model/errors.ts';
import { claimPath, fencedPath, stagingPath } from '../names.ts';
import { removeFile } from '../remove.ts';
import type { Staging, WriterSession } from '../session.ts';
import { createRecord, placeRecord } from './place.ts';
import { isDeadRecord, type LockRecord, lockIdOf, readLock } from './record.ts';

/** Whether nobody stands behind a record any more, which was read from that file. */
export type IsGone = (record: LockRecord, file: string) => boolean;

/**
 * Removes a lock or a claim of one instance, `lockId`, under the exclusive claim for that instance. Under the claim the file is read again: what no
 * longer is of that instance stays. A dead owner's staging directory is renamed away first: if it were only stalled, its commit would find nothing to
 * rename. False where another living process holds the claim. `isGone` judges claimants; by facts alone where it is not given.
 */
export function removeInstance(
  session: WriterSession,
  path: string,
  file: string,
  lockId: string,
  staging: Staging,
  isGone: IsGone = (record) => isDeadRecord(session.fs, record, session.self),
): boolean {
  const { fs } = session;
  const claim = claimPath(file, lockId);
  if (!takeClaim(session, path, claim, staging, isGone)) return false;
  try {
    const found = readLock(fs, file);
    if (found.kind === 'unreadable') throw Object.assign(new Error(file), { code: found.errno });
    if (lockIdOf(found) !== lockId) return true;
    if (lockId !== staging.lockId) fence(session, path, lockId, staging);
    const errno = removeFile(fs, file);
    if (errno !== undefined) throw Object.assign(new Error(file), { code: errno });
    return true;
  } finally {
    session.removeLater(removeFile(fs, claim), claim);
  }
}

function takeClaim(session: WriterSession, path: string, claim: string, staging: Staging, isGone: IsGone): boolean {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const placed = placeRecord(session, staging, claim);
    // Whoever took our private file away may be breaking our lock this very moment, under this very claim.
    const made = placed === 'unsigned' ? createRecord(session, claim, staging) : placed;
    if (made !== 'exists') return true;
    const found = readLock(session.fs, claim);
    if (found.kind === 'absent') continue;
    if (found.kind !== 'record') return false;
    // Our own, from a removal that failed half-way.
    if (found.record.lockId === staging.lockId) return true;
    if (!isGone(found.record, claim)) return false;
    // The dead claimant's claim goes by the same rule: under a claim for that claimant.
    if (!removeInstance(session, path, claim, found.record.lockId, staging, isGone)) return false;
  }
  return false;
}

function fence(session: WriterSession, path: string, owner: string, staging: Staging): void {
  const directory = dirname(path);
  // Of two lockIds the start may be the same: where the directory of that name is ours, that of the owner is gone.
  if (session.isOwnStaging(stagingPath(directory, owner))) return;
  try {
    session.fs.rename(stagingPath(directory, owner), fencedPath(directory, owner, staging.lockId));
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
  session.swept.delete(directory);
}
