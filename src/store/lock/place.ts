import { errnoOf } from '../../model/errors.ts';
import { CREATE_FLAGS, uninterrupted } from '../fs-ops.ts';
import { closeRead } from '../read-bytes.ts';
import { removeFile } from '../remove.ts';
import type { Staging, WriterSession } from '../session.ts';

/** Where hard links do not work, a lock file is created in place: still exclusive, but for an instant incomplete. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']);

/**
 * How a lock file came to be: as one more link to the private file of its run, or as a file of its own. `unsigned`: our private file is gone; somebody
 * took the staging directory away.
 */
export type Placed = 'linked' | 'created' | 'exists' | 'unsigned';

/** Makes a lock file appear, complete. Throws what the operating system refuses. */
export function placeRecord(session: WriterSession, staging: Staging, to: string): Placed {
  try {
    session.fs.link(staging.signature, to);
    return 'linked';
  } catch (error) {
    const errno = errnoOf(error) ?? '';
    if (errno === 'EEXIST') return 'exists';
    if (errno === 'ENOENT') return 'unsigned';
    if (!NO_LINKS.has(errno)) throw error;
    return createRecord(session, to, staging);
  }
}

export function createRecord(session: WriterSession, to: string, staging: Staging): 'created' | 'exists' {
  const { fs } = session;
  let fd: number;
  try {
    fd = uninterrupted(() => fs.open(to, CREATE_FLAGS, 0o644));
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return 'exists';
    throw error;
  }
  try {
    const count = uninterrupted(() => fs.write(fd, staging.record, 0, staging.record.length, null));
    if (count !== staging.record.length) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
    return 'created';
  } catch (error) {
    session.removeLater(removeFile(fs, to), to);
    throw error;
  } finally {
    closeRead(fs, fd);
  }
}
