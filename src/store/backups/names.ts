import { join } from 'node:path';
import { createDigest } from '../../formats/digest.ts';
import type { Digest } from '../../model/digest.ts';
import { backupsDirectory, type ProjectStore, recordedPath } from '../project-store.ts';

/** What the name of a backup tells of it, also where the manifest is lost. */
export interface BackupName {
  readonly at: Date;
  /** The command that took it, in lower-case letters and digits. */
  readonly why: string;
  /** The first digits of the digest of its bytes. */
  readonly start: string;
}

/** The manifest of one state file, beside its backups. */
export const MANIFEST = 'manifest.json';
/** The manifest while it is written: under the lock of the state file, so that nobody else writes one there. */
export const MANIFEST_STAGE = 'manifest.json.tmp';
/** A backup while it is written, likewise. */
export const BACKUP_STAGE = 'backup.tmp';
/** What may stand beside backups and is none. */
export const OWN_NAMES: ReadonlySet<string> = new Set([MANIFEST, MANIFEST_STAGE, BACKUP_STAGE]);

const ID =
  /^([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{3})Z-([a-z0-9]+)-([0-9a-f]{8})(?:-[0-9]+)?$/;
/** A name of a file has 255 bytes on every common file system; this leaves room. */
const LONGEST = 200;

/**
 * The id of a backup, which is also the name of its file: `20261121T134512345Z-migrate-4f3c2a1b`, and with `-2`, `-3` … for a further attempt, where that is
 * taken.
 */
export function backupId(
  { at, why, digest }: { readonly at: Date; readonly why: string; readonly digest: Digest },
  attempt = 1,
): string {
  const time = at.toISOString().replaceAll(/[-:.]/g, '');
  const word =
    why
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '')
      .slice(0, 40) || 'change';
  const start = digest.slice('sha256:'.length, 'sha256:'.length + 8);
  return `${time}-${word}-${start}${attempt === 1 ? '' : `-${attempt}`}`;
}

/** What an id tells; `undefined` for any other text: whatever a manifest or a user says is no path of ours unless it has this form. */
export function readBackupId(id: string): BackupName | undefined {
  const [, year, month, day, hour, minute, second, ms, why, start] = ID.exec(id) ?? [];
  if (why === undefined || start === undefined) return undefined;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
  return Number.isNaN(at.getTime()) ? undefined : { at, why, start };
}

/** The directory of the backups of one state file, given by its absolute path. */
export function directoryOfBackups(store: ProjectStore, path: string): string {
  return join(backupsDirectory(store), directoryName(recordedPath(store, path)));
}

/** The file of a backup. Throws `RangeError` for what is no id. */
export function backupPath(store: ProjectStore, path: string, id: string): string {
  if (readBackupId(id) === undefined) throw new RangeError(`${JSON.stringify(id)} is no id of a backup`);
  return join(directoryOfBackups(store, path), id);
}

/** A recorded path as the name of one directory: different paths have different names, and none leads out of where it stands. */
export function directoryName(recorded: string): string {
  const encoded = encode(recorded);
  // These two are names of other directories.
  if (encoded === '.' || encoded === '..') return encoded.replaceAll('.', '%2E');
  if (encoded.length <= LONGEST) return encoded;
  const hash = createDigest();
  hash.update(new TextEncoder().encode(encoded));
  // No encoded path has a % before anything but a hexadecimal digit or a u.
  const start = encoded.slice(0, 120).replace(/%[^%]{0,4}$/, '');
  return `${start}%~${hash.digest().slice('sha256:'.length, 'sha256:'.length + 40)}`;
}

/** As `encodeURIComponent` does it, which throws for half of a surrogate pair: Windows takes that for a part of a name. */
function encode(text: string): string {
  const parts = text.split(/(\p{Cs})/u);
  return parts
    .map((part, index) => (index % 2 === 0 ? encodeURIComponent(part) : `%u${part.charCodeAt(0).toString(16)}`))
    .join('');
}
