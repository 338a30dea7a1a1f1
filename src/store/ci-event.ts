import type { FsOps } from './fs-ops.ts';
import { readBytes } from './read-bytes.ts';

/** GitHub ends at 25 MB. */
const MAX_SIZE = 32 * 1024 * 1024;

/** The payload of the event that a workflow of GitHub runs for, by the path that it tells; `undefined` where there is none that can be read. */
export function readCiEvent(fs: FsOps, path: string | undefined): unknown {
  if (path === undefined || path === '') return undefined;
  const found = readBytes(fs, path, MAX_SIZE);
  if (found.kind !== 'bytes') return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(found.bytes));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
