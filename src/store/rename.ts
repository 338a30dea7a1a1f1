import { setTimeout as delay } from 'node:timers/promises';
import { errnoOf } from '../model/errors.ts';
import type { FsOps } from './fs-ops.ts';

/** What Windows answers while a virus scanner, an indexer or a reader holds one of the two files. */
const TRANSIENT: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EBUSY']);
const PAUSES_MS = [10, 20, 40, 80, 160, 320, 640, 1000];

/**
 * Puts a file in the place of another in one instant. On Windows what looks transient is tried again for about two seconds; elsewhere an error is an
 * error at once.
 */
export async function renameOver(fs: FsOps, from: string, to: string): Promise<void> {
  for (const pause of fs.platform === 'win32' ? PAUSES_MS : []) {
    try {
      fs.rename(from, to);
      return;
    } catch (error) {
      if (!TRANSIENT.has(errnoOf(error) ?? '')) throw error;
    }
    await delay(pause);
  }
  fs.rename(from, to);
}
