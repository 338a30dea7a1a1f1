import { dirname, join } from 'node:path';
import { digestOf } from '../formats/digest.ts';
import { errnoOf } from '../model/errors.ts';
import type { Digest } from '../model/state-file.ts';
import { backupWith } from './backups/find.ts';
import type { FsOps } from './fs-ops.ts';
import { bakPath, isCorruptName } from './names.ts';
import type { ProjectStore } from './project-store.ts';
import { readBytes } from './read-bytes.ts';
import { writeError } from './write-error.ts';

/** Content that a change took away, and where it was found. */
export interface ReplacedContent {
  readonly bytes: Uint8Array;
  /** Absolute. */
  readonly path: string;
}

/**
 * The content of that digest which a file once had, wherever a change kept it: among the backups, as `.bak`, or among the broken bytes that were set aside.
 * `undefined` where it is not kept any more. Its bytes have that digest. Throws `WRITE_FAILED` (`read`) where a directory cannot be read.
 */
export function replacedContent(
  fs: FsOps,
  store: ProjectStore,
  path: string,
  digest: Digest,
): ReplacedContent | undefined {
  const backup = backupWith(fs, store, path, digest);
  if (backup !== undefined) return { bytes: backup.bytes, path: backup.path };
  for (const at of besides(fs, path)) {
    const found = readBytes(fs, at, Number.MAX_SAFE_INTEGER);
    if (found.kind === 'bytes' && digestOf(found.bytes) === digest) return { bytes: found.bytes, path: at };
  }
  return undefined;
}

/** What stands beside a file where no project keeps its backups: the content before the last change. */
export function contentBefore(fs: FsOps, path: string): ReplacedContent | undefined {
  const at = bakPath(path);
  const found = readBytes(fs, at, Number.MAX_SAFE_INTEGER);
  return found.kind === 'bytes' ? { bytes: found.bytes, path: at } : undefined;
}

function besides(fs: FsOps, path: string): readonly string[] {
  const directory = dirname(path);
  try {
    const setAside = fs.readdir(directory).filter(({ name }) => isCorruptName(name, path));
    return [bakPath(path), ...setAside.map(({ name }) => join(directory, name))];
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw writeError('read', directory, error);
  }
}
