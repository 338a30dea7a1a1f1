import { errnoOf } from '../../model/errors.ts';
import type { FsOps } from '../fs-ops.ts';
import { auditHeadPath, type ProjectStore } from '../project-store.ts';
import { readBytes } from '../read-bytes.ts';
import { listRotated } from './files.ts';

const ATTEMPTS = 10;

/**
 * What `read` gives of an audit that nobody appended to meanwhile, as far as head and names tell: it takes no lock, and reads again where they moved.
 * After ten times it takes what the last one gave.
 */
export function whileItStands<Result>(fs: FsOps, store: ProjectStore, read: () => Result): Result {
  let before = stateOf(fs, store);
  for (let attempt = 1; ; attempt += 1) {
    const result = read();
    const after = stateOf(fs, store);
    if (before === after || attempt === ATTEMPTS) return result;
    before = after;
  }
}

/** The head, and the names of all files: a rotation renames the file before the head moves. */
function stateOf(fs: FsOps, store: ProjectStore): string {
  const head = readBytes(fs, auditHeadPath(store), 1024);
  return JSON.stringify([head.kind === 'bytes' ? new TextDecoder().decode(head.bytes) : head.kind, namesOf(fs, store)]);
}

/** A directory that cannot be listed is told by who reads it. */
function namesOf(fs: FsOps, store: ProjectStore): readonly string[] {
  try {
    return listRotated(fs, store).map(({ path }) => path);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return [];
  }
}
