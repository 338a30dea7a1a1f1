import type { BigIntStats, Dirent } from 'node:fs';

/**
 * Every file operation of the store, synchronous, so that a test can fail the k-th one and other systems' rules can be run here. Each throws what
 * `node:fs` throws (an `Error` with `code`, `syscall`). Paths are absolute.
 */
export interface FsOps {
  readonly platform: NodeJS.Platform;
  open(path: string, flags: number, mode?: number): number;
  close(fd: number): void;
  /** Reads at most `length` bytes at `position` (or at the descriptor's own, for `null`); returns the count. */
  read(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number;
  /** Writes at most `length` bytes; returns the count, which may be less. */
  write(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number;
  fsync(fd: number): void;
  fstat(fd: number): BigIntStats;
  stat(path: string): BigIntStats;
  lstat(path: string): BigIntStats;
  fchmod(fd: number, mode: number): void;
  fchown(fd: number, uid: number, gid: number): void;
  link(existing: string, path: string): void;
  rename(from: string, to: string): void;
  unlink(path: string): void;
  mkdir(path: string, mode: number): void;
  rmdir(path: string): void;
  readdir(path: string): Dirent[];
  realpath(path: string): string;
  readlink(path: string): string;
}

// An import makes every part of a module of Node, its promises too, before anything runs; this takes the module as it is.
const fs = process.getBuiltinModule('node:fs');
const { constants } = fs;

/** Open flags. Those that a system does not have are 0 there. `NONBLOCK`: a FIFO without a writer must not block for ever. */
export const READ_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
/** For a name that a link must not stand at. */
export const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
/** For a file that must be new: never follows a link, never takes over a file that somebody planted. */
export const CREATE_FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
/** For a file of ours that is written in place; `NONBLOCK` as above. */
export const RENEW_FLAGS = constants.O_RDWR | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
export const DIRECTORY_FLAGS = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0);
/** For files that grow, or are written in place: what stands there must be no link. */
export const APPEND_FLAGS = constants.O_WRONLY | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);
export const OVERWRITE_FLAGS = constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);

/** The real thing: `node:fs`, one call each. */
export const nodeFs: FsOps = {
  platform: process.platform,
  open: (path, flags, mode) => fs.openSync(path, flags, mode),
  close: (fd) => fs.closeSync(fd),
  read: (fd, buffer, offset, length, position) => fs.readSync(fd, buffer, offset, length, position),
  write: (fd, buffer, offset, length, position) => fs.writeSync(fd, buffer, offset, length, position),
  fsync: (fd) => fs.fsyncSync(fd),
  fstat: (fd) => fs.fstatSync(fd, { bigint: true }),
  stat: (path) => fs.statSync(path, { bigint: true }),
  lstat: (path) => fs.lstatSync(path, { bigint: true }),
  fchmod: (fd, mode) => fs.fchmodSync(fd, mode),
  fchown: (fd, uid, gid) => fs.fchownSync(fd, uid, gid),
  link: (existing, path) => fs.linkSync(existing, path),
  rename: (from, to) => fs.renameSync(from, to),
  unlink: (path) => fs.unlinkSync(path),
  mkdir: (path, mode) => {
    fs.mkdirSync(path, { mode });
  },
  rmdir: (path) => fs.rmdirSync(path),
  readdir: (path) => fs.readdirSync(path, { withFileTypes: true }),
  realpath: (path) => fs.realpathSync.native(path),
  readlink: (path) => fs.readlinkSync(path),
};

/**
 * Runs an operation again for as long as a signal interrupts it. For operations that POSIX lets fail with EINTR before they did anything (open, read,
 * write, fsync); never for close, whose descriptor is gone either way. Gives up after a hundred times, with the error.
 */
export function uninterrupted<Result>(act: () => Result): Result {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EINTR') || attempt >= 100) throw error;
    }
  }
}
