import { isAbsolute } from 'node:path';
import type { Change, RecordedFile, RecordedState } from '../../model/change.ts';
import type { Digest } from '../../model/digest.ts';
import type { Keep } from '../../model/plan.ts';
import { readBackupId } from '../backups/names.ts';
import type { LockRecord } from '../lock/record.ts';
import { parseLock } from '../lock/record.ts';

/** What the journal knows of one file of a change that has begun, besides what the audit will say. */
export interface JournaledFile extends RecordedFile {
  /** The lockId under which the file was locked and its new content staged. */
  readonly lockId: string;
  readonly keep: Keep;
  /** The bits that a backup may have at most; `null` where the kind does not say. */
  readonly allowedMode: number | null;
  /** What the checksum file beside it records after the change; `null` where the change leaves it alone. */
  readonly sidecarTo: Digest | null;
  /** Rolling backups of this file that stay. */
  readonly backupsKept: number;
  /** True where the content that is replaced outlives the rolling backups. */
  readonly isMilestone: boolean;
  /** Size and owner of the content that is replaced. */
  readonly size: number;
  readonly uid: number;
  readonly gid: number;
}

/** A change that has begun: written and synced before the first file is replaced, taken away when all is done. */
export interface JournalRecord {
  readonly version: 1;
  /** True where the files change together or not at all. */
  readonly isAtomic: boolean;
  readonly change: Omit<Change, 'files'>;
  readonly files: readonly JournaledFile[];
  /** Who is at it, in the words of a lock file. */
  readonly holder: LockRecord;
}

/** The change as the audit records it. */
export function changeOf({ change, files }: JournalRecord): Change {
  return {
    ...change,
    files: files.map(({ path, kind, from, to, steps, recovery, backup, wasHealthy, sidecar }) => ({
      path,
      kind,
      from,
      to,
      steps,
      recovery,
      backup,
      wasHealthy,
      sidecar,
    })),
  };
}

export function renderRecord(record: JournalRecord): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(record, undefined, 2)}\n`);
}

/** Reads a record without trusting it; `undefined` for anything that is none. Every member that something depends on is checked. */
export function parseRecord(bytes: Uint8Array): JournalRecord | undefined {
  const record = parsed(bytes);
  if (!isObject(record) || record['version'] !== 1 || typeof record['isAtomic'] !== 'boolean') return undefined;
  const { change, files, holder } = record;
  if (!isChange(change) || !Array.isArray(files) || files.length === 0 || !files.every(isFile)) return undefined;
  if (record['isAtomic'] && !files.every(({ path }) => isBelow(path))) return undefined;
  const found = parseLock(JSON.stringify(holder));
  if (found.kind !== 'record') return undefined;
  return { version: 1, isAtomic: record['isAtomic'], change, files, holder: found.record };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

type Members = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}

function isChange(value: unknown): value is JournalRecord['change'] {
  return (
    isObject(value) &&
    areTexts(value, ['id', 'run', 'at', 'command', 'tool']) &&
    isChangeId(value['id']) &&
    isObject(value['who']) &&
    areTexts(value['who'], ['user', 'hostname']) &&
    isWhole(value['who']['pid'])
  );
}

/** The id names files of the journal: nothing else may be named by it. */
export function isChangeId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}

function isFile(value: unknown): value is JournaledFile {
  return (
    isObject(value) &&
    areTexts(value, ['path', 'kind', 'lockId']) &&
    !String(value['path']).includes('\0') &&
    isState(value['from']) &&
    isState(value['to']) &&
    Array.isArray(value['steps']) &&
    isTextOrNull(value['recovery']) &&
    (value['backup'] === null || isBackupId(value['backup'])) &&
    typeof value['wasHealthy'] === 'boolean' &&
    typeof value['isMilestone'] === 'boolean' &&
    (value['sidecar'] === null || isDigest(value['sidecar'])) &&
    (value['sidecarTo'] === null || isDigest(value['sidecarTo'])) &&
    isOneOf(value['keep'], ['bak', 'corrupt', 'corrupt-and-bak', 'none']) &&
    (value['allowedMode'] === null || isMode(value['allowedMode'])) &&
    [value['backupsKept'], value['size'], value['uid'], value['gid']].every(isWhole)
  );
}

/** A set lies inside its project: no path that we recorded leads out of it. */
function isBelow(path: string): boolean {
  return path !== '' && !isAbsolute(path) && !path.split(/[/\\]/).some((part) => part === '..' || isReserved(part));
}

/** Of git, and of the store itself: no state, and a record that came with a repository must not write there. Windows drops dots and blanks at an end. */
function isReserved(part: string): boolean {
  return ['.git', '.statefix'].includes(
    part
      .toLowerCase()
      .replace(/[. ]+$/, '')
      .replace(/:.*$/, ''),
  );
}

/** The id names a file among the backups: nothing else may be named by it. */
function isBackupId(value: unknown): boolean {
  return typeof value === 'string' && readBackupId(value) !== undefined;
}

function isState(value: unknown): value is RecordedState {
  return (
    isObject(value) &&
    (value['digest'] === 'absent' || isDigest(value['digest'])) &&
    (value['mode'] === null || isMode(value['mode'])) &&
    isTextOrNull(value['version'])
  );
}

function areTexts(members: Members, names: readonly string[]): boolean {
  return names.every((name) => typeof members[name] === 'string');
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

function isDigest(value: unknown): boolean {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
}

function isWhole(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isMode(value: unknown): boolean {
  return isWhole(value) && Number(value) <= 0o7777;
}

function isOneOf(value: unknown, allowed: readonly string[]): boolean {
  return typeof value === 'string' && allowed.includes(value);
}
