import type { BigIntStats } from 'node:fs';
import type { Digest } from '../../model/digest.js';
import { type FsOps } from '../fs-ops.js';
import { type ProjectStore } from '../project-store.js';
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
export declare function readManifest(fs: FsOps, store: ProjectStore, path: string): Manifest;
/**
 * What the manifest says of itself, whatever stands beside it; `undefined` where there is none, or none that can be believed, its medium included. Throws
 * what the operating system throws where another time may see more: to take that for a loss would make it one.
 */
export declare function readWrittenManifest(fs: FsOps, store: ProjectStore, path: string): readonly BackupEntry[] | undefined;
/** Lists the backups of one state file, without reading them. Throws `WRITE_FAILED` (`read`). */
export declare function lookAtBackups(fs: FsOps, store: ProjectStore, path: string): BackupsDirectory;
/** The manifest of what stands in a directory, by the entries that tell of it: none without its file, none missing. Throws only what is a bug. */
export declare function manifestOf(fs: FsOps, store: ProjectStore, path: string, { path: directory, files }: BackupsDirectory, written: readonly BackupEntry[]): Manifest;
/**
 * Puts a manifest in the place of the one that is there, whole; not synced, since it can be rebuilt. The directory is there, and the caller holds the lock of
 * the state file. Throws what the operating system throws; then the old manifest stands.
 */
export declare function writeManifest(fs: FsOps, store: ProjectStore, path: string, manifest: Manifest): void;
