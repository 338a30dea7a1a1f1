import type { BigIntStats } from 'node:fs';
import { errnoOf } from '../model/errors.ts';
import type { FsOps } from './fs-ops.ts';

/** What stands at a path, links not followed; `undefined` for nothing. Throws what the operating system throws. */
export function statsAt(fs: FsOps, path: string): BigIntStats | undefined {
  try {
    return fs.lstat(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'ENOTDIR') throw error;
    return undefined;
  }
}
