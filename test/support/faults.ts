import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';

/** What the operating system may answer at any moment. */
export const ERRNOS = ['EIO', 'ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EMFILE', 'EBUSY', 'EINTR'] as const;

/** Operations that take something away: where one of these was failed, what it should have removed may stay, until the next run. */
export const REMOVALS: ReadonlySet<string> = new Set(['unlink', 'rmdir']);

export interface FaultyFs {
  readonly fs: FsOps;
  /** How many operations were asked for so far. */
  count(): number;
  /** The operation that was failed, as `rename /a /b`; `undefined` where none was. */
  failed(): string | undefined;
}

type Operation = Exclude<keyof FsOps, 'platform'>;

/** An error as the operating system gives it. */
export function systemError(errno: string, operation: string): Error {
  return Object.assign(new Error(`${errno}: injected, ${operation}`), { code: errno, syscall: operation });
}

/**
 * Real file operations of which the k-th (from 1) fails with that errno, once, before it does anything; a `close` closes first, as the kernel does. With `k`
 * 0 none fails: that counts them.
 */
export function failKth(k: number, errno: string, fs: FsOps = nodeFs): FaultyFs {
  let count = 0;
  let failed: string | undefined;
  const wrapped = withHook(fs, (operation, args, act) => {
    count += 1;
    if (count !== k) return act();
    failed = `${operation} ${args.filter((arg) => typeof arg === 'string').join(' ')}`;
    if (operation === 'close') act();
    throw systemError(errno, operation);
  });
  return { fs: wrapped, count: () => count, failed: () => failed };
}

/** Real file operations of which each call that matches fails with that errno, however often it is tried. */
export function failAlways(
  errno: string,
  matches: (operation: string, args: readonly unknown[]) => boolean,
  fs: FsOps = nodeFs,
): FsOps {
  return withHook(fs, (operation, args, act) => {
    if (matches(operation, args)) throw systemError(errno, operation);
    return act();
  });
}

/** Real file operations that write at most that many bytes at a time, as a pipe, a signal or an almost full disk makes them. */
export function shortWrites(limit: number, fs: FsOps = nodeFs): FsOps {
  return {
    ...fs,
    write: (fd, buffer, offset, length, position) => fs.write(fd, buffer, offset, Math.min(length, limit), position),
  };
}

/** The same operations under the rules of another system. */
export function onPlatform(platform: NodeJS.Platform, fs: FsOps = nodeFs): FsOps {
  return { ...fs, platform };
}

/** Real file operations each of which goes through `hook`, which does it by `act`, or does something else. */
export function withHook(
  fs: FsOps,
  hook: (operation: Operation, args: readonly unknown[], act: () => unknown) => unknown,
): FsOps {
  return new Proxy(fs, {
    get(target, name: keyof FsOps) {
      if (name === 'platform') return target.platform;
      const real: (...args: never[]) => unknown = target[name];
      return (...args: never[]) => hook(name, args, () => real(...args));
    },
  });
}
