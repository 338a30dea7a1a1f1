import { errnoOf, StatefixError } from '../model/errors.ts';
import { CREATE_FLAGS, type FsOps, uninterrupted } from './fs-ops.ts';
import { removeFile } from './remove.ts';
import { during, writeError } from './write-error.ts';

/** A file to be made beside its target. */
export interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly mode: number;
  /** The owner that it must have; `undefined` for whoever writes it. */
  readonly owner: Owner | undefined;
  /** The file that it is made for, which errors name. */
  readonly target: string;
}

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Makes a file that did not exist, complete and on the disk (fsync of the file; its name is durable only once its directory is synced, too). It has
 * its final owner and mode before it has any content. Throws `WRITE_FAILED` with the step, or `OWNERSHIP`; then it took the file away again.
 */
export function writeNewFile(fs: FsOps, file: NewFile): void {
  const fd = during('create temp file', file.target, () =>
    uninterrupted(() => fs.open(file.path, CREATE_FLAGS, 0o600)),
  );
  let isOpen = true;
  try {
    if (file.owner !== undefined) setOwner(fs, fd, file.owner, file.target);
    if (fs.platform !== 'win32') during('chmod', file.target, () => uninterrupted(() => fs.fchmod(fd, file.mode)));
    during('write', file.target, () => writeAll(fs, fd, file.bytes));
    // Never again after a failure: the kernel may have dropped the pages and say "synced" the second time.
    during('sync', file.target, () => uninterrupted(() => fs.fsync(fd)));
    isOpen = false;
    during('close', file.target, () => close(fs, fd));
  } catch (error) {
    if (isOpen) closeFailed(fs, fd);
    removeFile(fs, file.path);
    throw error;
  }
}

function setOwner(fs: FsOps, fd: number, { uid, gid }: Owner, target: string): void {
  if (fs.platform === 'win32') return;
  const stats = during('chown', target, () => fs.fstat(fd));
  if (Number(stats.uid) === uid && Number(stats.gid) === gid) return;
  try {
    fs.fchown(fd, uid, gid);
  } catch (error) {
    if (errnoOf(error) !== 'EPERM') throw writeError('chown', target, error);
    throw new StatefixError(
      'OWNERSHIP',
      `${target} belongs to uid ${uid}, gid ${gid}, which a replace could not keep`,
      {
        hint: 'Run again as the owner of the file, or as root.',
        step: 'chown',
        errno: 'EPERM',
        path: target,
        cause: error,
      },
    );
  }
}

/** A write may take less than it was given, and says so by its count alone. */
export function writeAll(fs: FsOps, fd: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) {
    const count = uninterrupted(() => fs.write(fd, bytes, done, bytes.length - done, null));
    if (count <= 0) throw shortWrite(done, bytes.length);
    done += count;
  }
  const size = Number(fs.fstat(fd).size);
  if (size !== bytes.length) throw shortWrite(size, bytes.length);
}

function shortWrite(written: number, wanted: number): Error {
  return Object.assign(new Error(`${written} of ${wanted} bytes were written`), { code: 'EIO' });
}

/** After EINTR the descriptor is closed on every system that we run on; closing it again could close somebody else's. */
function close(fs: FsOps, fd: number): void {
  try {
    fs.close(fd);
  } catch (error) {
    if (errnoOf(error) !== 'EINTR') throw error;
  }
}

/** The file is about to be removed: what its close says no longer matters. */
function closeFailed(fs: FsOps, fd: number): void {
  try {
    fs.close(fd);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}
