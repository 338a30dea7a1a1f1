import type { BigIntStats } from 'node:fs';
import { basename, join } from 'node:path';
import type { Digest } from '../../model/digest.ts';
import { errnoOf } from '../../model/errors.ts';
import { digestFile } from '../digest-file.ts';
import { CREATE_FLAGS, type FsOps, uninterrupted } from '../fs-ops.ts';
import { writeAll } from '../new-file.ts';
import { type ProjectStore, recordedPath, storeOwner } from '../project-store.ts';
import { closeRead, readBytes } from '../read-bytes.ts';
import { removeFile } from '../remove.ts';
import { statsAt } from '../stats-at.ts';
import { during } from '../write-error.ts';
import { directoryOfBackups, MANIFEST, MANIFEST_STAGE, OWN_NAMES, readBackupId } from './names.ts';
import { readWritten } from './read-written.ts';

/** One rolling backup of one state file. */
export interface BackupEntry {
  /** Also the name of its file. */
  readonly id: string;
  /** The recorded path of the state file. */
  readonly path: string;
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
  /** Permission and set-id bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** As the registry spells it; `null` where it carries none, or nobody has looked. */
  readonly version: string | null;
  /** When it was taken: ISO 8601, UTC. */
  readonly at: string;
  /** The command that took it, or `create`. */
  readonly why: string;
  /** The id of the change that replaced this content; `null` where none did, or it is not known any more. */
  readonly change: string | null;
  readonly isHealthy: boolean;
  /** Taken before a migration: it goes only when it is asked for by its id. */
  readonly isMilestone: boolean;
  /** Found without an entry of its own: nobody knows whether it is healthy, and it is not pruned before somebody has looked. */
  readonly isUnjudged?: true;
}

/** The backups of one state file. */
export interface Manifest {
  readonly version: 1;
  /** The recorded path of the state file. */
  readonly path: string;
  /** In the order in which they were taken, the oldest first. */
  readonly entries: readonly BackupEntry[];
}

/** A manifest beyond this was not written by us. */
const MAX_SIZE = 16 * 1024 * 1024;

/** What stands in the directory of backups of one state file. */
export interface BackupsDirectory {
  readonly path: string;
  /** Regular files that bear the name of a backup, by id. Links to the live file are among `links`, not here. */
  readonly files: ReadonlyMap<string, BigIntStats>;
  /** Ids of files that are the live file itself under another name: what a crash left, no backup. */
  readonly links: readonly string[];
  /** Names that are none of ours. */
  readonly others: readonly string[];
}

/**
 * The manifest of one state file, given by its absolute path; an empty one where it has no backups. What stands in the directory counts: an entry without
 * its file is left out, a file without an entry is told by its name, its bytes and its facts, and nothing of what a manifest says is believed that cannot
 * be. A wrong digest or health in a manifest that is otherwise sound is not found here, but by `statefix backup verify`. Never throws for content, only
 * `WRITE_FAILED` (`read`) where the system does not let the directory be read.
 */
export function readManifest(fs: FsOps, store: ProjectStore, path: string): Manifest {
  const written = during('read', path, () => readWrittenManifest(fs, store, path)) ?? [];
  return manifestOf(fs, store, path, lookAtBackups(fs, store, path), written);
}

/**
 * What the manifest says of itself, whatever stands beside it; `undefined` where there is none, or none that can be believed, its medium included. Throws
 * what the operating system throws where another time may see more: to take that for a loss would make it one.
 */
export function readWrittenManifest(fs: FsOps, store: ProjectStore, path: string): readonly BackupEntry[] | undefined {
  const file = join(directoryOfBackups(store, path), MANIFEST);
  const found = readBytes(fs, file, MAX_SIZE, 'refused');
  if (found.kind === 'unreadable' && found.isIoError && found.errno !== 'EIO') {
    throw Object.assign(new Error(file), { code: found.errno });
  }
  return found.kind === 'bytes'
    ? readWritten(new TextDecoder().decode(found.bytes), recordedPath(store, path))
    : undefined;
}

/** Lists the backups of one state file, without reading them. Throws `WRITE_FAILED` (`read`). */
export function lookAtBackups(fs: FsOps, store: ProjectStore, path: string): BackupsDirectory {
  const directory = directoryOfBackups(store, path);
  const files = new Map<string, BigIntStats>();
  const links: string[] = [];
  const others: string[] = [];
  during('read', directory, () => {
    const live = statsAt(fs, path);
    for (const { name } of entriesOf(fs, directory)) {
      if (OWN_NAMES.has(name)) continue;
      const stats = readBackupId(name) === undefined ? undefined : statsAt(fs, join(directory, name));
      if (stats?.isFile() !== true) others.push(name);
      else if (live?.ino === stats.ino && live.dev === stats.dev) links.push(name);
      else files.set(name, stats);
    }
  });
  return { path: directory, files, links, others };
}

function entriesOf(fs: FsOps, directory: string) {
  try {
    return fs.readdir(directory);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'ENOTDIR') throw error;
    return [];
  }
}

/** The manifest of what stands in a directory, by the entries that tell of it: none without its file, none missing. Throws only what is a bug. */
export function manifestOf(
  fs: FsOps,
  store: ProjectStore,
  path: string,
  { path: directory, files }: BackupsDirectory,
  written: readonly BackupEntry[],
): Manifest {
  const recorded = recordedPath(store, path);
  const entries = written.flatMap((entry) => {
    const stats = files.get(entry.id);
    if (stats === undefined) return [];
    // Of another size it is damaged: what was stored is still what the entry says, so that it can be told.
    return [Number(stats.size) === entry.size ? entry : { ...entry, isHealthy: false }];
  });
  const known = new Set(entries.map(({ id }) => id));
  const orphans = [...files.keys()].filter((id) => !known.has(id)).sort();
  for (const id of orphans) {
    const entry = rebuiltEntry(fs, join(directory, id), recorded);
    if (entry !== undefined) insertByTime(entries, entry);
  }
  return { version: 1, path: recorded, entries };
}

/** What a backup tells of itself; `undefined` where it cannot be read: then it stays where it is, and is not listed. */
function rebuiltEntry(fs: FsOps, file: string, recorded: string): BackupEntry | undefined {
  const id = basename(file);
  const name = readBackupId(id);
  const found = readable(() => digestFile(fs, file));
  if (name === undefined || found?.kind !== 'file') return undefined;
  const { size, mode, uid, gid } = found.stat;
  const { at, why } = name;
  return {
    id,
    path: recorded,
    digest: found.digest,
    size,
    mode,
    uid,
    gid,
    version: null,
    at: at.toISOString(),
    why,
    change: null,
    isHealthy: false,
    isMilestone: isMilestone(why),
    isUnjudged: true,
  };
}

/** True for the command before which a backup outlives the rolling ones. */
function isMilestone(why: string): boolean {
  return why === 'migrate';
}

function readable<Result>(look: () => Result): Result | undefined {
  try {
    return look();
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}

/** The order of a manifest is that in which backups were taken, which a clock that was set back does not tell. */
function insertByTime(entries: BackupEntry[], entry: BackupEntry): void {
  const later = entries.findIndex(({ at }) => at > entry.at);
  entries.splice(later === -1 ? entries.length : later, 0, entry);
}

/**
 * Puts a manifest in the place of the one that is there, whole; not synced, since it can be rebuilt. The directory is there, and the caller holds the lock of
 * the state file. Throws what the operating system throws; then the old manifest stands.
 */
export function writeManifest(fs: FsOps, store: ProjectStore, path: string, manifest: Manifest): void {
  const directory = directoryOfBackups(store, path);
  const staged = join(directory, MANIFEST_STAGE);
  // What a dead writer left of it.
  removeFile(fs, staged);
  try {
    const fd = uninterrupted(() => fs.open(staged, CREATE_FLAGS, 0o600));
    try {
      const owner = storeOwner(fs, store);
      if (owner !== undefined) fs.fchown(fd, owner.uid, owner.gid);
      writeAll(fs, fd, new TextEncoder().encode(`${JSON.stringify(manifest, undefined, 2)}\n`));
    } finally {
      closeRead(fs, fd);
    }
    fs.rename(staged, join(directory, MANIFEST));
  } catch (error) {
    removeFile(fs, staged);
    throw error;
  }
}
