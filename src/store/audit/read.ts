import type { AuditFault, AuditLine } from '../../model/audit.ts';
import { StatefixError } from '../../model/errors.ts';
import type { FsOps } from '../fs-ops.ts';
import type { ProjectStore } from '../project-store.ts';
import { piecesOf } from './files.ts';
import { readLine } from './line.ts';
import { whileItStands } from './stand.ts';

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
export function readAudit(fs: FsOps, store: ProjectStore): AuditView {
  return whileItStands(fs, store, () => {
    const lines: AuditLine[] = [];
    const faults: AuditFault[] = [];
    for (const piece of piecesOf(fs, store)) {
      if ('reason' in piece) faults.push(piece);
      else {
        const { file, line, bytes, isWhole } = piece;
        const read = readLine(bytes);
        if (!isWhole) faults.push({ file, line, reason: 'it is torn: an append was interrupted' });
        else if (read.kind === 'line') lines.push(read.line);
        else faults.push({ file, line, reason: read.reason });
      }
    }
    return { lines, faults };
  });
}

/** The same. Throws `WRITE_FAILED` (`read`) where a file of the audit cannot be read: what is the last change, or was ever recorded, nobody knows then. */
export function readWholeAudit(fs: FsOps, store: ProjectStore): AuditView {
  const view = readAudit(fs, store);
  const unread = unreadFile(view);
  if (unread !== undefined) throw unreadError(unread);
  return view;
}

/**
 * True where a whole line of the audit records the change of that id. Says nothing of whether that line is on the disk already. Throws `WRITE_FAILED` (`read`)
 * where it is not found and a file of the audit cannot be read.
 */
export function hasChange(fs: FsOps, store: ProjectStore, id: string): boolean {
  const view = readAudit(fs, store);
  if (view.lines.some((line) => line.id === id)) return true;
  const unread = unreadFile(view);
  if (unread !== undefined) throw unreadError(unread);
  return false;
}

function unreadFile({ faults }: AuditView): AuditFault | undefined {
  return faults.find(({ line }) => line === null);
}

function unreadError({ file, reason }: AuditFault): StatefixError {
  return new StatefixError('WRITE_FAILED', `${file}: ${reason}`, {
    hint: 'Mend what keeps it from being read, then run again.',
    step: 'read',
    path: file,
  });
}

/** All changes of the last run that changed anything, in their order. */
export function changesOfLastRun({ lines }: AuditView): readonly AuditLine[] {
  const run = lines.at(-1)?.run;
  return lines.filter((line) => line.run === run);
}
