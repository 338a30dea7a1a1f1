import { errnoOf, StatefixError, type WriteStep } from '../model/errors.ts';

const HINTS: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Free some space and run again.',
  EDQUOT: 'Your disk quota is used up. Free some space and run again.',
  EACCES: 'Give yourself write permission on the directory, which the atomic replace needs, and run again.',
  EPERM: 'Run again as a user who may change this file and its directory.',
  EROFS: 'The file system is mounted read-only.',
  EMFILE: 'Too many files are open in this process. Raise the limit (ulimit -n) and run again.',
  ENFILE: 'Too many files are open on this system. Run again later.',
  EIO: 'The device reported an error. Check the disk before anything is written to it again.',
  ENAMETOOLONG: 'The names of lock and staging files would be too long. Use a shorter file name.',
  EISDIR:
    'A directory stands where a file has to be: the file itself, its .bak or its checksum. Move it away and run again.',
  ELOOP: 'A link stands where statefix keeps a file of its own, or leads to itself. Remove it and run again.',
  EEXIST:
    'The names that are needed are taken. Remove what begins with .tmp- there and belongs to no running program, and run again.',
  ENOTDIR: 'A part of the path that should be a directory is none.',
};

const RENAME_HINTS: Readonly<Record<string, string>> = {
  EBUSY:
    'The file is probably a mount of its own (a single-file bind mount of a container), and such a file cannot be replaced. Mount its directory instead.',
  EXDEV: 'The file is a mount of its own, and such a file cannot be replaced. Mount its directory instead.',
};

const READ_HINTS: Readonly<Record<string, string>> = {
  EACCES: 'Give yourself read permission on it, and run again.',
  EPERM: 'Run again as a user who may read it.',
};

const HINTS_BY_STEP: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  rename: RENAME_HINTS,
  read: READ_HINTS,
};

/**
 * The error for a step of a write that the operating system refused: step, errno and path, and what to do. Anything thrown that has no errno is a bug
 * and comes back as it is.
 */
export function writeError(step: WriteStep, path: string, error: unknown, consequence = ''): unknown {
  const errno = errnoOf(error);
  if (error instanceof StatefixError || errno === undefined) return error;
  const hint = HINTS_BY_STEP[step]?.[errno] ?? HINTS[errno];
  const aside = consequence === '' ? '' : ` (${consequence})`;
  return new StatefixError('WRITE_FAILED', `${path}: cannot ${step}: ${errno}${aside}`, {
    step,
    errno,
    path,
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Runs one step of a write; what the operating system throws is named by that step. */
export function during<Result>(step: WriteStep, path: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw writeError(step, path, error);
  }
}
