import type { Digest } from './digest.ts';
import type { ErrorReport } from './plan.ts';

/** One rolling backup, as the `backup` commands show it. */
export interface ListedBackup {
  readonly id: string;
  /** When it was taken: ISO 8601, UTC. */
  readonly at: string;
  /** The command that took it, or `create`. */
  readonly why: string;
  readonly version: string | null;
  /** Bytes. */
  readonly size: number;
  readonly digest: Digest;
  /** `unknown` where it cannot be read. */
  readonly health: 'healthy' | 'unhealthy' | 'unknown';
  /** Taken before a migration: it goes only when it is asked for by its id. */
  readonly milestone: boolean;
  /** The id of the change that replaced this content; `null` where none did, or it is not known any more. */
  readonly change: string | null;
}

interface OfFile {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly kind: string;
  /** Why this file could not be acted on; the others were. */
  readonly error?: ErrorReport;
}

/** The newest first. */
export interface FileBackups extends OfFile {
  readonly backups: readonly ListedBackup[];
}

export interface FileCreated extends OfFile {
  readonly backup?: ListedBackup;
}

/** What is wrong with one of the names among the backups of a file. */
export interface BackupProblem {
  readonly name: string;
  readonly message: string;
}

export interface FileVerified extends OfFile {
  /** How many backups were read. */
  readonly backups: number;
  readonly problems: readonly BackupProblem[];
}

export interface FilePruned extends OfFile {
  readonly removed: readonly ListedBackup[];
  /** What was asked for by its id, and stays, with the reason. */
  readonly refused: readonly BackupProblem[];
}

/** What `statefix backup list`, `create`, `verify` and `prune` answer: their JSON output is this type. */
export type BackupReport =
  | { readonly version: 1; readonly command: 'backup list'; readonly files: readonly FileBackups[] }
  | { readonly version: 1; readonly command: 'backup create'; readonly files: readonly FileCreated[] }
  | { readonly version: 1; readonly command: 'backup verify'; readonly files: readonly FileVerified[] }
  | {
      readonly version: 1;
      readonly command: 'backup prune';
      /** True where nothing was removed: `removed` is what would be. */
      readonly planned: boolean;
      readonly files: readonly FilePruned[];
    };
