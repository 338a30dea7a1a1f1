import type { Staging, WriterSession } from '../session.js';
import { type LockRecord } from './record.js';
/** Whether nobody stands behind a record any more, which was read from that file. */
export type IsGone = (record: LockRecord, file: string) => boolean;
/**
 * Removes a lock or a claim of one instance, `lockId`, under the exclusive claim for that instance. Under the claim the file is read again: what no
 * longer is of that instance stays. A dead owner's staging directory is renamed away first: if it were only stalled, its commit would find nothing to
 * rename. False where another living process holds the claim. `isGone` judges claimants; by facts alone where it is not given.
 */
export declare function removeInstance(session: WriterSession, path: string, file: string, lockId: string, staging: Staging, isGone?: IsGone): boolean;
