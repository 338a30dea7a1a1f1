import type { BigIntStats } from 'node:fs';
import { errnoOf } from '../model/errors.ts';
import type { FileStat } from '../model/state-file.ts';
import { type FsOps, NO_FOLLOW, READ_FLAGS, uninterrupted } from './fs-ops.ts';

/** What stands at a path, as far as it can be read as a regular file. */
export type BytesAtPath =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly stat: FileStat }
  | { readonly kind: 'absent' }
  | { readonly kind: 'too-large'; readonly size: number; readonly stat: FileStat }
  /** `reason` is a clause; `isIoError` is true where the operating system refused. */
  | {
      readonly kind: 'unreadable';
      readonly reason: string;
      readonly errno: string | undefined;
      readonly isIoError: boolean;
    };

const IO_REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you have no permission (EACCES)',
  EPERM: 'you have no permission (EPERM)',
  EIO: 'the device reported an error (EIO)',
  EMFILE: 'too many files are open (EMFILE)',
};

/** What becomes of a link at the path itself. Those among its directories are followed either way. */
export type Links = 'followed' | 'refused';

/** One read call takes at most this much, whatever the system. */
const CHUNK = 1 << 30;

/**
 * The bytes of a regular file of at most `limit` bytes: one open, fstat, read and close. Never blocks on a FIFO, never reads what is too large. The bytes are what one pass over the file gave: of a file that another program writes in place meanwhile, they may be a mixture.
 */
export function readBytes(fs: FsOps, path: string, limit: number, links: Links = 'followed'): BytesAtPath {
  let fd: number | undefined;
  try {
    // Where the system has no flag for it, a look before must do.
    if (links === 'refused' && NO_FOLLOW === 0 && lookAt(fs, path)?.isSymbolicLink() === true) return notFollowed();
    fd = uninterrupted(() => fs.open(path, links === 'refused' ? READ_FLAGS | NO_FOLLOW : READ_FLAGS));
    const stats = fs.fstat(fd);
    if (!stats.isFile()) return notRegular(stats);
    return readAll(fs, fd, statOf(stats), limit);
  } catch (error) {
    return failure(fs, path, error, links);
  } finally {
    if (fd !== undefined) closeRead(fs, fd);
  }
}

/** Nothing was written through the descriptor, so that nothing can be lost by a close that fails. */
export function closeRead(fs: FsOps, fd: number): void {
  try {
    fs.close(fd);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}

/** The facts of a state file among those that the operating system gives. */
export function statOf(stats: BigIntStats): FileStat {
  return {
    // On Windows, libuv before 1.51 (Node 20 and early 22) tells 64 bits of a volume's number by path and 32 by descriptor, and the same file must be
    // the same (https://github.com/libuv/libuv/pull/4698). No other system has more than 32.
    dev: BigInt.asUintN(32, stats.dev),
    ino: stats.ino,
    size: Number(stats.size),
    mtimeNs: stats.mtimeNs,
    mode: Number(stats.mode) & 0o7777,
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    nlink: Number(stats.nlink),
  };
}

function readAll(fs: FsOps, fd: number, stat: FileStat, limit: number): BytesAtPath {
  if (stat.size > limit) return { kind: 'too-large', size: stat.size, stat };
  // One byte more than is expected: a short count then says "end of file" without a second call.
  let buffer = new Uint8Array(stat.size + 1);
  let length = 0;
  for (;;) {
    const room = Math.min(buffer.length - length, CHUNK);
    const count = uninterrupted(() => fs.read(fd, buffer, length, room, null));
    length += count;
    if (length > limit) return { kind: 'too-large', size: Math.max(length, Number(fs.fstat(fd).size)), stat };
    if (count === 0 || length === stat.size) return { kind: 'bytes', bytes: buffer.subarray(0, length), stat };
    if (length === buffer.length) {
      const larger = new Uint8Array(Math.min(buffer.length * 2 + 65_536, limit + 1));
      larger.set(buffer);
      buffer = larger;
    }
  }
}

function notRegular(stats: BigIntStats): BytesAtPath {
  return { kind: 'unreadable', reason: `it is ${whatIs(stats)}, not a file`, errno: undefined, isIoError: false };
}

function notFollowed(): BytesAtPath {
  return { kind: 'unreadable', reason: 'it is a link, and may lead anywhere', errno: undefined, isIoError: false };
}

/** The kind of a file system object, with its article. */
export function whatIs(stats: BigIntStats): string {
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a FIFO';
  if (stats.isSocket()) return 'a socket';
  if (stats.isSymbolicLink()) return 'a link';
  if (stats.isBlockDevice() || stats.isCharacterDevice()) return 'a device';
  return stats.isFile() ? 'a file' : 'an object of an unknown kind';
}

function failure(fs: FsOps, path: string, error: unknown, links: Links): BytesAtPath {
  const errno = errnoOf(error);
  if (errno === undefined) throw error;
  const stats = lookAt(fs, path);
  if (links === 'refused' && stats?.isSymbolicLink() === true) return notFollowed();
  if (errno === 'ENOENT' || errno === 'ENOTDIR') {
    if (stats?.isSymbolicLink() !== true) return { kind: 'absent' };
    return { kind: 'unreadable', reason: 'it is a link to nothing', errno, isIoError: false };
  }
  if (errno === 'ELOOP') return { kind: 'unreadable', reason: 'it is a loop of links', errno, isIoError: false };
  // A socket refuses to be opened (ENXIO), a directory does on Windows.
  if (stats !== undefined && !stats.isFile() && !stats.isSymbolicLink()) return notRegular(stats);
  return { kind: 'unreadable', reason: IO_REASONS[errno] ?? errno, errno, isIoError: true };
}

function lookAt(fs: FsOps, path: string): BigIntStats | undefined {
  try {
    return fs.lstat(path);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}
