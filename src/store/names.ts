import { basename, dirname, join } from 'node:path';

/** Every name that statefix leaves beside a state file, made and recognised in one place. */

const PID_BITS = 22;
const STAGING = /^\.tmp-([0-9a-f]{8})(?:\.[0-9a-f]{8})?$/;
const TEMP_FILE = /^\.tmp-([0-9a-f]{8})-([1-9][0-9]*)-[0-9a-f]{16}$/;

/**
 * A new lockId: a UUID whose first 22 bits are those of the pid, so that a staging directory, which carries the first 32 bits in its name, can be
 * traced to its writer even where a kill left it no time to sign it.
 */
export function newLockId(pid: number): string {
  const traced = (pid & (2 ** PID_BITS - 1)) * 2 ** (32 - PID_BITS);
  const uuid = crypto.randomUUID();
  const random = Number.parseInt(uuid.slice(0, 8), 16) & (2 ** (32 - PID_BITS) - 1);
  return (traced + random).toString(16).padStart(8, '0') + uuid.slice(8);
}

export function stagingPath(directory: string, lockId: string): string {
  return join(directory, `.tmp-${lockId.slice(0, 8)}`);
}

/** The name to which a breaker renames a dead owner's staging directory. */
export function fencedPath(directory: string, owner: string, breaker: string): string {
  return join(directory, `.tmp-${owner.slice(0, 8)}.${breaker.slice(0, 8)}`);
}

/** The pid in the name of a staging directory, fenced or not; `undefined` for any other name. */
export function stagingPid(name: string): number | undefined {
  const id = STAGING.exec(name)?.[1];
  return id === undefined ? undefined : Math.floor(Number.parseInt(id, 16) / 2 ** (32 - PID_BITS));
}

/** The file in a staging directory that says whose it is. */
export const SIGNATURE = 'lock';

export function lockPath(path: string): string {
  return `${path}.lock`;
}

/**
 * The claim under which one instance of a lock file is removed: `<file>.lock.rm.<lockId>`. A claim of a dead claimant is removed under a claim on that
 * claim, `….rm.<8 hex of its lockId>`; never under one of the name that it has itself, as it would be where an owner died in the middle of its release.
 */
export function claimPath(lockFile: string, lockId: string): string {
  return `${lockFile}.rm.${lockFile.endsWith('.lock') ? lockId : lockId.slice(0, 8)}`;
}

export function waiterPath(path: string, lockId: string): string {
  return `${path}.lock.wait.${lockId}`;
}

/** Where the readers of a file that must not change meanwhile are registered, each in a file of its own. */
export function readersPath(path: string): string {
  return `${lockPath(path)}.read`;
}

export function readerPath(path: string, lockId: string): string {
  return join(readersPath(path), lockId);
}

/** The name of the file whose readers a directory of that name is for; `undefined` for any other name. */
export function readReadersName(name: string): string | undefined {
  return /^(.+)\.lock\.read$/s.exec(name)?.[1];
}

/** What a name says of a claim or a waiter: the name of its state file, and which of the two it is. */
export function readLockSideName(name: string): { readonly file: string; readonly kind: 'rm' | 'wait' } | undefined {
  const [, file, kind] = /^(.+)\.lock\.(rm|wait)\.[0-9a-zA-Z-]{8,64}(?:\.rm\.[0-9a-zA-Z-]{8})*$/s.exec(name) ?? [];
  return file !== undefined && (kind === 'rm' || kind === 'wait') ? { file, kind } : undefined;
}

/** A temp file of `writeAtomic`: realm and pid of its writer are in the name, since nothing else tells them. */
export function newTempPath(target: string, realm: string, pid: number): string {
  return join(dirname(target), `.tmp-${realm}-${pid}-${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`);
}

export function readTempName(name: string): { readonly realm: string; readonly pid: number } | undefined {
  const [, realm, pid] = TEMP_FILE.exec(name) ?? [];
  return realm === undefined || pid === undefined ? undefined : { realm, pid: Number(pid) };
}

export function bakPath(path: string): string {
  return `${path}.bak`;
}

/** `<file>.corrupt-20261121T043500Z`; with `-2`, `-3` … where that is taken. */
export function corruptPath(path: string, now: Date, attempt: number): string {
  const time = now.toISOString().replaceAll(/[-:]|\.[0-9]+/g, '');
  return `${path}.corrupt-${time}${attempt === 1 ? '' : `-${attempt}`}`;
}

export function isCorruptName(name: string, path: string): boolean {
  return name.startsWith(`${basename(path)}.corrupt-`);
}

/** The checksum file of a kind that keeps one beside its files. */
export function sidecarPath(path: string): string {
  return `${path}.sha256`;
}

/** The name of the file that a checksum file is for; `undefined` where the name is not that of a checksum file. */
export function sidecarTarget(name: string): string | undefined {
  return name.endsWith('.sha256') ? name.slice(0, -'.sha256'.length) : undefined;
}
