import { digestOf } from '../../formats/digest.ts';
import type { Digest } from '../../model/digest.ts';
import type { FsOps } from '../fs-ops.ts';
import type { ProjectStore } from '../project-store.ts';
import { readBytes } from '../read-bytes.ts';
import { type BackupEntry, readManifest } from './manifest.ts';
import { backupPath } from './names.ts';

/** A backup with its bytes, which have the digest that was asked for. */
export interface FoundBackup {
  readonly entry: BackupEntry;
  /** Absolute. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * The newest backup of a state file whose bytes have that digest, whatever its manifest says of them; `undefined` where there is none, or none that can be read.
 * Throws `WRITE_FAILED` (`read`) where the directory cannot be read.
 */
export function backupWith(fs: FsOps, store: ProjectStore, path: string, digest: Digest): FoundBackup | undefined {
  const newestFirst = readManifest(fs, store, path).entries.toReversed();
  const likelyFirst = newestFirst.toSorted(
    (left, right) => Number(right.digest === digest) - Number(left.digest === digest),
  );
  for (const entry of likelyFirst) {
    const at = backupPath(store, path, entry.id);
    const found = readBytes(fs, at, entry.size);
    if (found.kind === 'bytes' && digestOf(found.bytes) === digest) return { entry, path: at, bytes: found.bytes };
  }
  return undefined;
}
