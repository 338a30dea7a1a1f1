import type { Change } from '../../model/change.js';
import { type ProjectStore } from '../project-store.js';
import type { WriterSession } from '../session.js';
/**
 * Adds a change to the audit: once this returns, its line is on the disk. The caller holds the lock of `auditPath(store)`. The cost does not depend on
 * the length of the audit: one small read, one write and one sync; only after an interrupted append, or where a file has grown large, more.
 *
 * A file larger than `rotationSize` bytes is put aside first. Does not look whether the change is there already, and does not prove the chain: a line goes on from where the chain ended, and what somebody
 * changed or took away before it stays visible to `verifyAudit`. Throws `WRITE_FAILED` with the step. Then the line may stand or not: `hasChange`
 * tells, and the next append mends what is half done.
 */
export declare function appendAudit(session: WriterSession, store: ProjectStore, change: Change, rotationSize?: number): void;
/**
 * The same for a change whose append may have been interrupted: adds it where it is not there yet, else makes durable what stands. False where it was
 * there. Looks through the whole audit.
 */
export declare function appendAuditOnce(session: WriterSession, store: ProjectStore, change: Change): boolean;
