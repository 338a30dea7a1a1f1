import type { AuditFault, AuditLine } from '../../model/audit.js';
import type { FsOps } from '../fs-ops.js';
import type { ProjectStore } from '../project-store.js';
/** All changes that were recorded, and what of the audit cannot be read. */
export interface AuditView {
    /** Newest last, over all files. */
    readonly lines: readonly AuditLine[];
    readonly faults: readonly AuditFault[];
}
/**
 * Reads the whole audit, without a lock. A line that is not as statefix wrote it is a fault, and the others are still read. Does not prove the chain:
 * lines may be missing, which `verifyAudit` tells.
 */
export declare function readAudit(fs: FsOps, store: ProjectStore): AuditView;
/** The same. Throws `WRITE_FAILED` (`read`) where a file of the audit cannot be read: what is the last change, or was ever recorded, nobody knows then. */
export declare function readWholeAudit(fs: FsOps, store: ProjectStore): AuditView;
/**
 * True where a whole line of the audit records the change of that id. Says nothing of whether that line is on the disk already. Throws `WRITE_FAILED` (`read`)
 * where it is not found and a file of the audit cannot be read.
 */
export declare function hasChange(fs: FsOps, store: ProjectStore, id: string): boolean;
/** All changes of the last run that changed anything, in their order. */
export declare function changesOfLastRun({ lines }: AuditView): readonly AuditLine[];
