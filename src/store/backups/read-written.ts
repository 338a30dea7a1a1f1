import type { Digest } from '../../model/digest.ts';
import type { BackupEntry } from './manifest.ts';
import { readBackupId } from './names.ts';

/**
 * The entries of a manifest as it was written, as far as they can be believed: each of this very file, under an id of ours, each id once. `undefined` where
 * it is no manifest of this file at all. Never throws: a manifest is untrusted input.
 */
export function readWritten(text: string, recorded: string): readonly BackupEntry[] | undefined {
  const written = parsed(text);
  if (!isRecord(written) || written['version'] !== 1 || written['path'] !== recorded) return undefined;
  const { entries } = written;
  if (!Array.isArray(entries)) return undefined;
  const known = new Map<string, BackupEntry>();
  for (const each of entries) {
    const entry = entryOf(each, recorded);
    if (entry !== undefined && !known.has(entry.id)) known.set(entry.id, entry);
  }
  return [...known.values()];
}

/** The path that a manifest says it is for; `undefined` where it says none. */
export function recordedIn(text: string): string | undefined {
  const written = parsed(text);
  return isRecord(written) && typeof written['path'] === 'string' ? written['path'] : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entryOf(value: unknown, recorded: string): BackupEntry | undefined {
  if (!isRecord(value)) return undefined;
  const { id, path, digest, size, mode, uid, gid, version, at, why, change, isHealthy, isMilestone, isUnjudged } =
    value;
  if (typeof id !== 'string' || path !== recorded) return undefined;
  if (readBackupId(id) === undefined || !isDigest(digest)) return undefined;
  if (!isCount(size) || !isCount(mode) || !isCount(uid) || !isCount(gid)) return undefined;
  if (!isTextOrNull(version) || !isTextOrNull(change)) return undefined;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || typeof why !== 'string') return undefined;
  if (typeof isHealthy !== 'boolean' || typeof isMilestone !== 'boolean') return undefined;
  const base = { id, path: recorded, digest, size, mode, uid, gid, version, at, why, change, isMilestone };
  return isUnjudged === true ? { ...base, isHealthy: false, isUnjudged } : { ...base, isHealthy };
}

function isDigest(value: unknown): value is Digest {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
