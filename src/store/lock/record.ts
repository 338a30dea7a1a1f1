import type { FsOps } from '../fs-ops.ts';
import { readBytes } from '../read-bytes.ts';
import { type HolderVerdict, judgeHolder, type ProcessFacts } from './holder.ts';

/** What a lock file says of the run that holds it; one shape for locks, claims and waiters. */
export interface LockRecord {
  readonly version: string;
  /** Names one instance of a lock; never used again. */
  readonly lockId: string;
  readonly metadata: ProcessFacts;
  /** ISO 8601, by the holder's clock: for people, never for a decision. */
  readonly timing: { readonly acquiredAt: string; readonly renewedAt: string; readonly expiresAt: string };
  readonly operation: { readonly type: string; readonly name: string };
  readonly tool: string;
}

/** A lock file as found. `foreign`: not ours, or not to be understood; it is respected, and never certainly dead. */
export type FoundLock =
  | { readonly kind: 'record'; readonly record: LockRecord }
  | {
      readonly kind: 'foreign';
      readonly pid: number;
      readonly hostname: string;
      readonly since: string;
      readonly lockId: string | undefined;
    }
  | { readonly kind: 'unreadable'; readonly errno: string }
  | { readonly kind: 'absent' };

const LIMIT = 65_536;

export function renderLock(record: LockRecord): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(record, undefined, 2)}\n`);
}

/** Reads a lock file without trusting it: at most 64 KiB, every member checked. Never throws for what stands there. */
export function readLock(fs: FsOps, path: string): FoundLock {
  const found = readBytes(fs, path, LIMIT);
  if (found.kind === 'absent') return { kind: 'absent' };
  if (found.kind === 'unreadable' && found.errno !== undefined) return { kind: 'unreadable', errno: found.errno };
  if (found.kind !== 'bytes') return { kind: 'foreign', pid: 0, hostname: '', since: '', lockId: undefined };
  return parseLock(new TextDecoder().decode(found.bytes));
}

export function parseLock(text: string): FoundLock {
  const root = membersOf(parseJson(text));
  const metadata = membersOf(root.get('metadata'));
  const timing = membersOf(root.get('timing'));
  const operation = membersOf(root.get('operation'));
  const lockId = idAt(root);
  const pid = pidAt(metadata) ?? pidAt(root);
  const hostname = textAt(metadata, 'hostname') ?? textAt(root, 'hostname') ?? '';
  const acquiredAt = textAt(timing, 'acquiredAt') ?? textAt(root, 'timestamp') ?? '';
  if (pid === undefined || lockId === undefined) {
    return { kind: 'foreign', pid: pid ?? 0, hostname, since: acquiredAt, lockId };
  }
  return {
    kind: 'record',
    record: {
      version: textAt(root, 'version') ?? '',
      lockId,
      metadata: {
        pid,
        ppid: pidAt(metadata, 'ppid') ?? 0,
        hostname,
        user: textAt(metadata, 'user') ?? '',
        startTime: textAt(metadata, 'startTime'),
        machineId: textAt(metadata, 'machineId'),
        bootId: textAt(metadata, 'bootId'),
        pidNamespace: textAt(metadata, 'pidNamespace'),
      },
      timing: {
        acquiredAt,
        renewedAt: textAt(timing, 'renewedAt') ?? acquiredAt,
        expiresAt: textAt(timing, 'expiresAt') ?? '',
      },
      operation: { type: textAt(operation, 'type') ?? '', name: textAt(operation, 'name') ?? '' },
      tool: textAt(root, 'tool') ?? '',
    },
  };
}

/** Runs of this process that ended without taking their files away: positive knowledge that nobody stands behind them. */
const abandoned = new Set<string>();

export function abandon(lockId: string): void {
  abandoned.add(lockId);
}

/** What is known of the run behind a record. */
export function verdictOn(fs: FsOps, record: LockRecord, self: ProcessFacts): HolderVerdict {
  return abandoned.has(record.lockId) ? 'dead' : judgeHolder(fs, record.metadata, self);
}

/** True where nobody stands behind that record any more, for certain. */
export function isDeadRecord(fs: FsOps, record: LockRecord, self: ProcessFacts): boolean {
  return verdictOn(fs, record, self) === 'dead';
}

/** The id of the instance that a lock file is; `undefined` where it has none. */
export function lockIdOf(found: FoundLock): string | undefined {
  if (found.kind === 'record') return found.record.lockId;
  return found.kind === 'foreign' ? found.lockId : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever it breaks on: a text that cannot be parsed is no lock of ours.
    return undefined;
  }
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

function textAt(members: ReadonlyMap<string, unknown>, key: string): string | undefined {
  const value = members.get(key);
  return typeof value === 'string' ? value : undefined;
}

/** Ids become names of files: what could lead elsewhere is none. */
function idAt(members: ReadonlyMap<string, unknown>): string | undefined {
  const lockId = textAt(members, 'lockId');
  return lockId !== undefined && /^[0-9a-zA-Z-]{8,64}$/.test(lockId) ? lockId : undefined;
}

function pidAt(members: ReadonlyMap<string, unknown>, key = 'pid'): number | undefined {
  const value = members.get(key);
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value < 2 ** 31 ? value : undefined;
}
