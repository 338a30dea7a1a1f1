import { dirname } from 'node:path';
import { errnoOf } from '../model/errors.ts';
import { DIRECTORY_FLAGS, type FsOps, uninterrupted } from './fs-ops.ts';
import type { StoreLog } from './log.ts';
import { closeRead } from './read-bytes.ts';
import { during, writeError } from './write-error.ts';

/** What a system answers whose directories cannot be opened or synced at all: nothing is wrong with the disk. */
const UNSYNCABLE: ReadonlySet<string> = new Set([
  'EINVAL',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EACCES',
  'EPERM',
  'EISDIR',
  'EBADF',
]);

const VISIBLE = 'the new content is visible, but not proven durable';

/**
 * Makes the names in a directory durable. A directory that cannot be synced is reported to the log; on Windows, where none can, nothing is said. Throws
 * `WRITE_FAILED` (`sync directory`) where the device failed; `consequence` is what that means: after a rename that the new content is visible all the same.
 */
export function syncDirectory(fs: FsOps, path: string, log: StoreLog, consequence = VISIBLE): void {
  if (fs.platform === 'win32') return;
  let fd: number | undefined;
  try {
    const opened = uninterrupted(() => fs.open(path, DIRECTORY_FLAGS));
    fd = opened;
    uninterrupted(() => fs.fsync(opened));
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined || !UNSYNCABLE.has(errno)) {
      throw writeError('sync directory', path, error, consequence);
    }
    log({ kind: 'directory-not-synced', path, errno });
  } finally {
    if (fd !== undefined) closeRead(fs, fd);
  }
}

/**
 * Makes a directory (0755, less the umask) and those above it that are missing. Gives the ones it made, outermost first, to be synced into their
 * parents, or to be taken away again. Throws `WRITE_FAILED` (`create directory`) after taking away what it made.
 */
export function ensureDirectory(fs: FsOps, path: string): readonly string[] {
  const missing: string[] = [];
  for (let at = path; !exists(fs, at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  const made: string[] = [];
  try {
    for (const directory of missing) if (makeDirectory(fs, directory)) made.push(directory);
  } catch (error) {
    removeMade(fs, made);
    throw error;
  }
  return made;
}

/** Makes what `ensureDirectory` made durable: each name in the directory above it. */
export function syncMade(fs: FsOps, made: readonly string[], log: StoreLog, consequence?: string): void {
  for (const directory of made) syncDirectory(fs, dirname(directory), log, consequence);
}

/** Takes away again what `ensureDirectory` made, innermost first. One that another program uses by now stays, and with it those above. */
export function removeMade(fs: FsOps, made: readonly string[]): void {
  for (const directory of made.toReversed()) {
    try {
      fs.rmdir(directory);
    } catch (error) {
      if (errnoOf(error) === undefined) throw error;
      return;
    }
  }
}

function makeDirectory(fs: FsOps, path: string): boolean {
  return during('create directory', path, () => {
    try {
      fs.mkdir(path, 0o755);
      return true;
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error;
      return false;
    }
  });
}

function exists(fs: FsOps, path: string): boolean {
  return during('create directory', path, () => {
    try {
      fs.stat(path);
      return true;
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error;
      return false;
    }
  });
}
