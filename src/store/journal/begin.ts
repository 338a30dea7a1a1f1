import { parseChecksumFile } from '../../formats/checksum-file.ts';
import type { Digest } from '../../model/digest.ts';
import { backupId, backupPath } from '../backups/names.ts';
import { type FileWork, modeOfNew } from '../change-file.ts';
import type { FsOps } from '../fs-ops.ts';
import { parseLock } from '../lock/record.ts';
import { type ProjectStore, recordedPath } from '../project-store.ts';
import type { WriterSession } from '../session.ts';
import { lookAt } from '../target.ts';
import { during } from '../write-error.ts';
import type { JournaledFile, JournalRecord } from './record.ts';

/** What the books say of the change of one file, besides what its plan and the file itself tell. */
export interface FileNotes {
  /** The name of its kind. */
  readonly kind: string;
  readonly versions: { readonly from: string | null; readonly to: string | null };
  /** Where the content was taken from, for a repair, a restore and an undo. */
  readonly recovery: string | null;
  readonly wasHealthy: boolean;
  /** How many rolling backups of it stay. */
  readonly backupsKept: number;
  /** True where the content that is replaced outlives the rolling backups. */
  readonly isMilestone: boolean;
}

/** The record of a change that is about to be made. */
export function recordOf(
  session: WriterSession,
  { store, command }: { readonly store: ProjectStore; readonly command: string },
  parts: readonly { readonly work: FileWork; readonly file: { readonly notes: FileNotes | undefined } }[],
  isAtomic: boolean,
): JournalRecord {
  const { self, run, tool, now, fs } = session;
  const { user, hostname, pid } = self;
  const at = now();
  const [first] = parts;
  if (first === undefined) throw new Error('a change of no file');
  return {
    version: 1,
    isAtomic,
    change: { id: crypto.randomUUID(), run, at: at.toISOString(), command, tool, who: { user, hostname, pid } },
    files: parts.map(({ work, file: { notes } }) => {
      if (notes === undefined) throw new Error(`nothing is known of ${work.path}`);
      return fileOf(fs, store, work, notes, { at, why: command });
    }),
    holder: holderOf(first.work),
  };
}

function holderOf({ lock }: FileWork): JournalRecord['holder'] {
  const found = parseLock(new TextDecoder().decode(lock.staging.record));
  if (found.kind !== 'record') throw new Error('our own lock cannot be read');
  return found.record;
}

function fileOf(
  fs: FsOps,
  store: ProjectStore,
  work: FileWork,
  { kind, versions, recovery, wasHealthy, backupsKept, isMilestone }: FileNotes,
  taken: { readonly at: Date; readonly why: string },
): JournaledFile {
  const { path, plan, found, lock, sidecar } = work;
  const stat = found.kind === 'present' ? found.stat : undefined;
  const digest = found.kind === 'present' ? found.digest : 'absent';
  const isReplaced = digest !== 'absent' && digest !== plan.digest;
  return {
    path: recordedPath(store, path),
    kind,
    from: { digest, mode: stat?.mode ?? null, version: digest === 'absent' ? null : versions.from },
    to: {
      digest: plan.digest,
      mode: plan.digest === 'absent' ? null : modeOfNew(work),
      version: plan.digest === 'absent' ? null : versions.to,
    },
    steps: plan.steps,
    recovery,
    backup: isReplaced && backupsKept > 0 ? freeId(fs, store, path, { ...taken, digest }) : null,
    wasHealthy,
    sidecar: sidecar?.recorded ?? null,
    sidecarTo: sidecarTo(work),
    lockId: lock.staging.lockId,
    keep: plan.keep,
    allowedMode: plan.allowedMode ?? null,
    backupsKept,
    isMilestone,
    size: stat?.size ?? 0,
    uid: stat?.uid ?? 0,
    gid: stat?.gid ?? 0,
  };
}

function sidecarTo({ plan, sidecar }: FileWork): Digest | null {
  if (sidecar === undefined || plan.sidecar === undefined || plan.digest === 'absent') return null;
  return parseChecksumFile(new TextDecoder().decode(plan.sidecar.bytes)) ?? null;
}

/** Under the lock of the file nobody else takes an id in between. */
function freeId(
  fs: FsOps,
  store: ProjectStore,
  path: string,
  taken: { readonly at: Date; readonly why: string; readonly digest: Digest },
): string {
  for (let attempt = 1; ; attempt += 1) {
    const id = backupId(taken, attempt);
    const at = backupPath(store, path, id);
    if (during('backup', at, () => lookAt(fs, at)) === undefined) return id;
  }
}
