import type { Change } from '../../model/change.ts';
import { APPEND_FLAGS, type FsOps, uninterrupted } from '../fs-ops.ts';
import { auditPath, type ProjectStore } from '../project-store.ts';
import { closeRead } from '../read-bytes.ts';
import type { WriterSession } from '../session.ts';
import { during } from '../write-error.ts';
import { writeHead } from './head.ts';
import { renderLine } from './line.ts';
import { ROTATION_SIZE, readyEnd } from './mend.ts';
import { hasChange } from './read.ts';

/**
 * Adds a change to the audit: once this returns, its line is on the disk. The caller holds the lock of `auditPath(store)`. The cost does not depend on
 * the length of the audit: one small read, one write and one sync; only after an interrupted append, or where a file has grown large, more.
 *
 * A file larger than `rotationSize` bytes is put aside first. Does not look whether the change is there already, and does not prove the chain: a line goes on from where the chain ended, and what somebody
 * changed or took away before it stays visible to `verifyAudit`. Throws `WRITE_FAILED` with the step. Then the line may stand or not: `hasChange`
 * tells, and the next append mends what is half done.
 */
export function appendAudit(
  session: WriterSession,
  store: ProjectStore,
  change: Change,
  rotationSize: number = ROTATION_SIZE,
): void {
  const { fs, self } = session;
  const end = readyEnd(session, store, rotationSize);
  const { bytes, link } = renderLine(change, end);
  writeLine(fs, auditPath(store), bytes);
  const { sequence: count, hash } = link;
  writeHead(fs, store, { version: 1, count, hash, size: end.size + bytes.length, boot: self.bootId ?? null });
}

/**
 * The same for a change whose append may have been interrupted: adds it where it is not there yet, else makes durable what stands. False where it was
 * there. Looks through the whole audit.
 */
export function appendAuditOnce(session: WriterSession, store: ProjectStore, change: Change): boolean {
  // First mended, then asked: a line that an interrupted append left is written anew, and a torn one is gone.
  readyEnd(session, store, ROTATION_SIZE);
  if (hasChange(session.fs, store, change.id)) return false;
  appendAudit(session, store, change);
  return true;
}

/** In one write, as far as the system takes it whole; at the end of the file, wherever that is. */
function writeLine(fs: FsOps, path: string, bytes: Uint8Array): void {
  const fd = during('write', path, () => uninterrupted(() => fs.open(path, APPEND_FLAGS)));
  try {
    during('write', path, () => {
      for (let done = 0; done < bytes.length; ) {
        const count = uninterrupted(() => fs.write(fd, bytes, done, bytes.length - done, null));
        if (count <= 0) throw Object.assign(new Error(`${done} of ${bytes.length} bytes`), { code: 'EIO' });
        done += count;
      }
    });
    // Never again after a failure: the kernel may have dropped the pages and say "synced" the second time.
    during('sync', path, () => uninterrupted(() => fs.fsync(fd)));
  } finally {
    // What was synced is on the disk, whatever a close says.
    closeRead(fs, fd);
  }
}
