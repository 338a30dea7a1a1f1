import { join } from 'node:path';
import { errnoOf } from '../../model/errors.ts';
import type { FsOps } from '../fs-ops.ts';
import { readerPath, readersPath } from '../names.ts';
import { removeFile } from '../remove.ts';
import type { Staging, WriterSession } from '../session.ts';
import type { IsGone } from './claim.ts';
import { createRecord, type Placed, placeRecord } from './place.ts';
import { type FoundLock, readLock } from './record.ts';

/** A file by which a process says that it reads: `<file>.lock.read/<lockId>`. */
export interface Reader {
  readonly file: string;
  readonly found: FoundLock;
}

/**
 * Registers a reader; the caller holds the lock. The directory may vanish between our making it and the registration, since the last reader who leaves
 * removes it without a lock: then it is made again.
 */
export function registerReader(session: WriterSession, path: string, staging: Staging): Exclude<Placed, 'unsigned'> {
  const { fs } = session;
  const file = readerPath(path, staging.lockId);
  for (let attempt = 1; ; attempt += 1) {
    makeDirectory(fs, readersPath(path));
    const placed = placeRecord(session, staging, file);
    if (placed !== 'unsigned') return placed;
    try {
      return createRecord(session, file, staging);
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT' || attempt === 100) throw error;
    }
  }
}

/** Takes a reader away, and the directory with the last one; gives the errno of what could not be removed. */
export function removeReader(fs: FsOps, path: string, file: string): string | undefined {
  return removeFile(fs, file) ?? removeEmpty(fs, readersPath(path));
}

/** The readers of a file that may be alive. Those that are gone are taken away: their names are never used again, so that nobody else can be hit. */
export function clearReaders(fs: FsOps, directory: string, isGone: IsGone): readonly Reader[] {
  const names = list(fs, directory);
  if (names === undefined) return [];
  const readers = names.map((name) => ({ file: join(directory, name), found: readLock(fs, join(directory, name)) }));
  const left = readers.filter(({ file, found }) => {
    if (found.kind === 'absent') return false;
    return found.kind !== 'record' || !isGone(found.record, file) || removeFile(fs, file) !== undefined;
  });
  if (left.length === 0) removeEmpty(fs, directory);
  return left;
}

/** None where there is no directory of readers. Throws what else the operating system refuses: a reader that cannot be seen must not be passed over. */
export function readersOf(fs: FsOps, path: string): readonly Reader[] {
  const directory = readersPath(path);
  return (list(fs, directory) ?? []).map((name) => {
    const file = join(directory, name);
    return { file, found: readLock(fs, file) };
  });
}

function list(fs: FsOps, directory: string): readonly string[] | undefined {
  try {
    return fs.readdir(directory).map(({ name }) => name);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

function makeDirectory(fs: FsOps, directory: string): void {
  try {
    fs.mkdir(directory, 0o775);
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}

/** Another reader may be in it by now, or have removed it: both are fine. */
function removeEmpty(fs: FsOps, directory: string): string | undefined {
  try {
    fs.rmdir(directory);
    return undefined;
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    return errno === 'ENOTEMPTY' || errno === 'EEXIST' || errno === 'ENOENT' ? undefined : errno;
  }
}
