import { join } from 'node:path';
import { errnoOf } from '../model/errors.ts';
import type { FsOps } from './fs-ops.ts';

/**
 * Takes a file of ours away; one that is gone already is fine. Tries twice, and then gives the errno: who cleans up after an error has that error to
 * tell, and must not lose it to this one.
 */
export function removeFile(fs: FsOps, path: string): string | undefined {
  return twice(() => fs.unlink(path));
}

/** Takes a staging directory of ours away, with what is in it; the same promise as `removeFile`. It does not go into directories. */
export function removeDirectory(fs: FsOps, path: string): string | undefined {
  return twice(() => {
    for (const entry of fs.readdir(path)) {
      const errno = removeFile(fs, join(path, entry.name));
      if (errno !== undefined) throw Object.assign(new Error(entry.name), { code: errno });
    }
    fs.rmdir(path);
  });
}

function twice(act: () => void): string | undefined {
  const first = attempt(act);
  return first === undefined ? undefined : attempt(act);
}

function attempt(act: () => void): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    return errno === 'ENOENT' ? undefined : errno;
  }
}
