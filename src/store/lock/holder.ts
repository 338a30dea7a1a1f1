import { errnoOf } from '../../model/errors.ts';
import type { FsOps } from '../fs-ops.ts';
import { readBytes } from '../read-bytes.ts';

/** A process, told apart from every other one, also after a reboot or the reuse of its pid; as far as the system says. */
export interface ProcessFacts {
  readonly pid: number;
  readonly ppid: number;
  readonly hostname: string;
  readonly user: string;
  /** In clock ticks since boot; Linux only. */
  readonly startTime: string | undefined;
  readonly machineId: string | undefined;
  readonly bootId: string | undefined;
  readonly pidNamespace: string | undefined;
}

/** What the system says of this process. Facts that it does not give are `undefined`, and make others more careful, never less. */
export function describeSelf(fs: FsOps): ProcessFacts {
  return {
    // The global, not an import of node:process: that opens the standard streams, which costs a start more than all else in this room.
    pid: process.pid,
    ppid: process.ppid,
    hostname: os().hostname(),
    user: userName(),
    startTime: startOf(fs, process.pid)?.startTime,
    machineId: firstLine(fs, '/etc/machine-id'),
    bootId: firstLine(fs, '/proc/sys/kernel/random/boot_id'),
    pidNamespace: pidNamespace(fs),
  };
}

/** What is known of a process: `unknown` for every doubt, as of another host, another pid namespace, or where facts are missing. */
export type HolderVerdict = 'alive' | 'dead' | 'unknown';

/**
 * Judges a process as seen by `self`. Certainly dead: on the same machine, and before its last boot, or in the same pid namespace without such a
 * process, as a zombie, or with another start time. Certainly alive: a process of that pid and start time runs.
 */
export function judgeHolder(fs: FsOps, other: ProcessFacts, self: ProcessFacts): HolderVerdict {
  if (!isSameBoot(other, self)) return isEarlierBoot(other, self) ? 'dead' : 'unknown';
  if (other.pidNamespace !== self.pidNamespace) return 'unknown';
  if (!isRunning(other.pid)) return 'dead';
  const running = startOf(fs, other.pid);
  if (running === undefined) return 'unknown';
  if (running.isZombie) return 'dead';
  if (other.startTime === undefined) return 'unknown';
  return other.startTime === running.startTime ? 'alive' : 'dead';
}

/** True where that process certainly runs no more. */
export function isCertainlyDead(fs: FsOps, other: ProcessFacts, self: ProcessFacts): boolean {
  return judgeHolder(fs, other, self) === 'dead';
}

/** True where a process of that pid runs here, or may run: a lack of permission to signal it proves that it does. */
export function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ESRCH') return false;
    if (errnoOf(error) === undefined) throw error;
    return true;
  }
}

function isSameBoot(other: ProcessFacts, self: ProcessFacts): boolean {
  if (self.bootId !== undefined) return other.bootId === self.bootId;
  // Where the system has no such facts (macOS, Windows), the name of the host has to do.
  const knowsNothing = [other.bootId, other.machineId, self.machineId].every((fact) => fact === undefined);
  return knowsNothing && other.hostname === self.hostname;
}

/** The name of the host must agree, too: cloned machines share their machine id. */
function isEarlierBoot(other: ProcessFacts, self: ProcessFacts): boolean {
  const isSameMachine = other.machineId !== undefined && other.machineId === self.machineId;
  const areKnown = other.bootId !== undefined && self.bootId !== undefined;
  return isSameMachine && areKnown && other.hostname === self.hostname;
}

/** From `/proc/<pid>/stat`, whose second field, in parentheses, may hold anything. */
function startOf(fs: FsOps, id: number): { readonly isZombie: boolean; readonly startTime: string } | undefined {
  const line = firstLine(fs, `/proc/${id}/stat`);
  const fields = line?.slice(line.lastIndexOf(')') + 2).split(' ');
  const startTime = fields?.[19];
  if (startTime === undefined) return undefined;
  return { isZombie: fields?.[0] === 'Z' || fields?.[0] === 'X', startTime };
}

function firstLine(fs: FsOps, path: string): string | undefined {
  if (fs.platform !== 'linux') return undefined;
  const found = readBytes(fs, path, 65_536);
  if (found.kind !== 'bytes') return undefined;
  const line = new TextDecoder().decode(found.bytes).split('\n', 1)[0];
  return line === '' ? undefined : line;
}

function pidNamespace(fs: FsOps): string | undefined {
  if (fs.platform !== 'linux') return undefined;
  try {
    return fs.readlink('/proc/self/ns/pid');
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}

// Taken when it is first needed: only who writes, or meets a lock, describes itself.
const os = (): typeof import('node:os') => process.getBuiltinModule('node:os');

function userName(): string {
  try {
    return os().userInfo().username;
  } catch (error) {
    // A container may run under a uid that has no name.
    if (errnoOf(error) === undefined) throw error;
    return '';
  }
}
