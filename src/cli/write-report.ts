import { statSync, writeFileSync } from 'node:fs';
import { errnoOf, StatefixError } from '../model/errors.ts';
import { nodeFs } from '../store/fs-ops.ts';
import type { StoreLog } from '../store/log.ts';

/**
 * Writes a report to a file: whole or not at all where it is a regular file or a new one, straight into it where it is a device or a pipe, such as
 * `/dev/stderr`. Throws `StatefixError` `WRITE_FAILED`.
 */
export async function writeReport(path: string, text: string, mode: number, log: StoreLog): Promise<void> {
  if (isReplaceable(path)) {
    const { writeAtomic } = await import('../store/atomic-write.ts');
    await writeAtomic(path, text, { fs: nodeFs, log, mode });
    return;
  }
  try {
    writeFileSync(path, text);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    throw new StatefixError('WRITE_FAILED', `The report cannot be written to ${path}: ${errno}`, {
      errno,
      step: 'write',
      cause: error,
      hint: 'Name a file in a folder that can be written.',
    });
  }
}

function isReplaceable(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
  } catch (error) {
    // What stands in the way of looking stands in the way of writing: the write names it.
    if (errnoOf(error) === undefined) throw error;
    return true;
  }
}
