import { basename, dirname, join } from 'node:path';
import { errnoOf } from '../../model/errors.ts';
import type { FsOps } from '../fs-ops.ts';

/** The root by the name that the working directory gives it, where links lead there. */
export function rootAsSeen(fs: Pick<FsOps, 'realpath'>, cwd: string, root: string): string {
  for (let directory = cwd; ; directory = dirname(directory)) {
    if (realOf(fs, directory) === root) return directory;
    if (dirname(directory) === directory) return root;
  }
}

/** As much of a directory as exists, links followed; the rest as it is. */
export function realOf(fs: Pick<FsOps, 'realpath'>, directory: string): string {
  try {
    return fs.realpath(directory);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return dirname(directory) === directory ? directory : join(realOf(fs, dirname(directory)), basename(directory));
  }
}
