import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../model/errors.ts';
import type { FsOps } from './fs-ops.ts';
import { isRunning, type ProcessFacts } from './lock/holder.ts';
import { realmOf } from './lock/realm.ts';
import { isDeadRecord, readLock } from './lock/record.ts';
import { readLockSideName, readReadersName, readTempName, SIGNATURE, stagingPid } from './names.ts';

/** What a writer that is dead left in a directory. `file` is the name of the state file it is about. */
export type Trace =
  | { readonly kind: 'staging'; readonly path: string; readonly names: readonly string[] }
  | { readonly kind: 'claim'; readonly path: string; readonly file: string; readonly lockId: string }
  | { readonly kind: 'waiter'; readonly path: string; readonly file: string }
  /** A directory of readers, all of whom are dead. */
  | { readonly kind: 'readers'; readonly path: string; readonly file: string }
  | { readonly kind: 'temp'; readonly path: string };

/** Told of what could not be looked at, though it is there: a reader may have to know that it did not see all. */
export type Unseen = (path: string, errno: string) => void;

/** A temp file whose writer cannot be asked is taken for left behind after a day. */
const DAY_MS = 86_400_000;

/**
 * The traces of dead writers among the entries of a directory. Those of writers that may be alive, and what is not ours, are no traces; nor is what another
 * user has put into a directory that is open to everybody: what looks like a trace now may be a link to elsewhere by the time that it is cleared.
 */
export function findTraces(
  fs: FsOps,
  directory: string,
  entries: readonly Dirent[],
  self: () => ProcessFacts,
  now: () => Date,
  unseen: Unseen,
): readonly Trace[] {
  const traces: Trace[] = [];
  for (const entry of entries) {
    if (!isCandidate(entry) || isPlanted(fs, directory, entry.name)) continue;
    const trace = judge(fs, directory, entry, self(), now(), unseen);
    if (trace !== undefined) traces.push(trace);
  }
  return traces;
}

function isCandidate({ name }: Dirent): boolean {
  return name.startsWith('.tmp-') || name.includes('.lock.');
}

const WRITABLE_BY_ALL = 0o002n;

function isPlanted(fs: FsOps, directory: string, name: string): boolean {
  const user = process.geteuid?.();
  if (user === undefined || fs.platform === 'win32') return false;
  const look = <Stats>(act: () => Stats) =>
    ifThere(act, () => {
      // What cannot be asked is judged as any other: whoever cannot look cannot clear.
    });
  const owner = look(() => Number(fs.lstat(join(directory, name)).uid));
  if (owner === undefined || owner === user) return false;
  return ((look(() => fs.stat(directory).mode) ?? 0n) & WRITABLE_BY_ALL) !== 0n;
}

function judge(
  fs: FsOps,
  directory: string,
  entry: Dirent,
  self: ProcessFacts,
  now: Date,
  unseen: Unseen,
): Trace | undefined {
  const path = join(directory, entry.name);
  if (entry.isDirectory()) {
    const file = readReadersName(entry.name);
    return file === undefined
      ? judgeStaging(fs, path, entry.name, self, unseen)
      : judgeReaders(fs, path, file, self, unseen);
  }
  if (!entry.isFile()) return undefined;
  const beside = readLockSideName(entry.name);
  if (beside === undefined) return isDeadTemp(fs, path, entry.name, self, now) ? { kind: 'temp', path } : undefined;
  const found = readLock(fs, path);
  if (found.kind !== 'record' || !isDeadRecord(fs, found.record, self)) return undefined;
  const { file } = beside;
  return beside.kind === 'wait'
    ? { kind: 'waiter', path, file }
    : { kind: 'claim', path, file, lockId: found.record.lockId };
}

/** An empty one was left between the last reader and its removal; whoever is about to register there makes it anew. */
function judgeReaders(fs: FsOps, path: string, file: string, self: ProcessFacts, unseen: Unseen): Trace | undefined {
  const names = namesIn(fs, path, unseen);
  const areDead = names?.every((name) => {
    const found = readLock(fs, join(path, name));
    return found.kind === 'absent' || (found.kind === 'record' && isDeadRecord(fs, found.record, self));
  });
  return areDead === true ? { kind: 'readers', path, file } : undefined;
}

function judgeStaging(fs: FsOps, path: string, name: string, self: ProcessFacts, unseen: Unseen): Trace | undefined {
  const pid = stagingPid(name);
  if (pid === undefined) return undefined;
  const signature = readLock(fs, join(path, SIGNATURE));
  if (signature.kind === 'unreadable') {
    unseen(path, signature.errno);
    return undefined;
  }
  // Unsigned: a kill came between making and signing it. A living writer whom this would hit makes itself another one.
  const isDead =
    signature.kind === 'record'
      ? isDeadRecord(fs, signature.record, self)
      : pid === stagingPidOf(self) || !isRunning(pid);
  if (!isDead) return undefined;
  const names = namesIn(fs, path, unseen);
  return names === undefined ? undefined : { kind: 'staging', path, names };
}

function stagingPidOf({ pid }: ProcessFacts): number {
  return pid % 2 ** 22;
}

function isDeadTemp(fs: FsOps, path: string, name: string, self: ProcessFacts, now: Date): boolean {
  const writer = readTempName(name);
  if (writer === undefined) return false;
  if (writer.realm === realmOf(self)) return !isRunning(writer.pid);
  const changed = ifThere(
    () => fs.lstat(path).mtimeMs,
    () => undefined,
  );
  return changed !== undefined && now.getTime() - Number(changed) > DAY_MS;
}

function namesIn(fs: FsOps, path: string, unseen: Unseen): readonly string[] | undefined {
  return ifThere(
    () => fs.readdir(path).map(({ name }) => name),
    (errno) => unseen(path, errno),
  );
}

/** Another cleaner may be faster, and another user's directory closed: then it is not for us to judge. */
function ifThere<Result>(look: () => Result, failed: (errno: string) => void): Result | undefined {
  try {
    return look();
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    if (errno !== 'ENOENT') failed(errno);
    return undefined;
  }
}
