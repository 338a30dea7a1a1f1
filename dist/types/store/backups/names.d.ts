import type { Digest } from '../../model/digest.js';
import { type ProjectStore } from '../project-store.js';
/** What the name of a backup tells of it, also where the manifest is lost. */
export interface BackupName {
    readonly at: Date;
    /** The command that took it, in lower-case letters and digits. */
    readonly why: string;
    /** The first digits of the digest of its bytes. */
    readonly start: string;
}
/** The manifest of one state file, beside its backups. */
export declare const MANIFEST = "manifest.json";
/** The manifest while it is written: under the lock of the state file, so that nobody else writes one there. */
export declare const MANIFEST_STAGE = "manifest.json.tmp";
/** A backup while it is written, likewise. */
export declare const BACKUP_STAGE = "backup.tmp";
/** What may stand beside backups and is none. */
export declare const OWN_NAMES: ReadonlySet<string>;
/**
 * The id of a backup, which is also the name of its file: `20261121T134512345Z-migrate-4f3c2a1b`, and with `-2`, `-3` … for a further attempt, where that is
 * taken.
 */
export declare function backupId({ at, why, digest }: {
    readonly at: Date;
    readonly why: string;
    readonly digest: Digest;
}, attempt?: number): string;
/** What an id tells; `undefined` for any other text: whatever a manifest or a user says is no path of ours unless it has this form. */
export declare function readBackupId(id: string): BackupName | undefined;
/** The directory of the backups of one state file, given by its absolute path. */
export declare function directoryOfBackups(store: ProjectStore, path: string): string;
/** The file of a backup. Throws `RangeError` for what is no id. */
export declare function backupPath(store: ProjectStore, path: string, id: string): string;
/** A recorded path as the name of one directory: different paths have different names, and none leads out of where it stands. */
export declare function directoryName(recorded: string): string;
