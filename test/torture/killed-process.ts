import { spawnSync } from 'node:child_process';
import { constants, existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import { describeSelf } from '../../src/store/lock/holder.ts';
import { realmOf } from '../../src/store/lock/realm.ts';
import { systemError, withHook } from '../support/faults.ts';

/** File operations that end as those of a process do that is killed. */
export interface DyingOps {
  readonly fs: FsOps;
  /** The operation in front of which, or in the middle of which, it died; `undefined` while it lives. */
  death(): string | undefined;
  /** How many operations have changed something so far. */
  changes(): number;
  /** Kills it now, wherever it is. */
  kill(): void;
}

const CHANGES: ReadonlySet<string> = new Set([
  'write',
  'fchmod',
  'fchown',
  'chmod',
  'link',
  'rename',
  'unlink',
  'mkdir',
  'rmdir',
]);

/**
 * File operations of a process that is killed in front of its k-th operation (from 1) that changes anything: nothing after it is done, whatever the code still
 * tries. Where it is a write and `isTorn`, half of it is done. In front of any other operation a kill leaves no other state than in front of the next of
 * these.
 */
export function dyingOps(k: number, isTorn = false, fs: FsOps = nodeFs): DyingOps {
  let count = 0;
  let death: string | undefined;
  const wrapped = withHook(fs, (operation, args, act) => {
    // The system closes what a killed process had open.
    if (operation === 'close') return act();
    if (death === undefined && isChange(operation, args)) {
      count += 1;
      if (count === k) {
        death = `${operation} ${args.filter((arg) => typeof arg === 'string').join(' ')}`;
        if (operation === 'write' && isTorn) writeHalf(fs, args);
      }
    }
    if (death !== undefined) throw systemError('EIO', operation);
    return act();
  });
  const kill = () => {
    death ??= 'where it stood';
  };
  return { fs: wrapped, death: () => death, changes: () => count, kill };
}

function isChange(operation: string, [, flags]: readonly unknown[]): boolean {
  if (operation === 'open') return (Number(flags) & (constants.O_CREAT | constants.O_TRUNC)) !== 0;
  return CHANGES.has(operation);
}

function writeHalf(fs: FsOps, args: readonly unknown[]): void {
  const [fd, buffer, offset, length, position] = args as Parameters<FsOps['write']>;
  const half = Math.floor(length / 2);
  if (half > 0) fs.write(fd, buffer, offset, half, position);
}

/**
 * Temp files carry the pid of their writer in their names, and this process lives on: gives those that it left in these directories the pid of one that is
 * gone.
 */
export function buryTempFiles(directories: readonly string[]): void {
  realm ??= realmOf(describeSelf(nodeFs));
  const own = `.tmp-${realm}-${process.pid}-`;
  for (const directory of directories) {
    if (!existsSync(directory)) continue;
    for (const name of readdirSync(directory)) {
      if (!name.startsWith(own) || !statSync(join(directory, name)).isFile()) continue;
      deadPid ??= spawnSync(process.execPath, ['-e', '0']).pid;
      renameSync(join(directory, name), join(directory, `.tmp-${realm}-${deadPid}-${name.slice(own.length)}`));
    }
  }
}

let realm: string | undefined;
let deadPid: number | undefined;
