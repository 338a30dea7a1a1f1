import { setTimeout as delay } from 'node:timers/promises';
import { errnoOf } from '../../../src/model/errors.ts';
import { CREATE_FLAGS, type FsOps } from '../../../src/store/fs-ops.ts';
import { readBytes } from '../../../src/store/read-bytes.ts';
import { startOf } from './inside.ts';

/** What a naive lock file says of its holder. */
interface Holder {
  readonly pid: number;
  readonly start: string | undefined;
  readonly id: string;
}

/** The one thing that each of the naive locks does wrong; in all else they are like ours. */
export type Fault = 'unclaimed' | 'pid alone';

/** A lock as they are often written; a control that the harness has to flag. Waits for ever. Gives the function that releases it. */
export async function takeNaiveLock(fs: FsOps, path: string, fault: Fault): Promise<() => void> {
  const lock = `${path}.lock`;
  const own: Holder = { pid: process.pid, start: startOf('self'), id: crypto.randomUUID() };
  const mine = `${lock}.${own.id}`;
  makeFile(fs, mine, JSON.stringify(own));
  try {
    while (!isPlaced(() => fs.link(mine, lock))) {
      const holder = holderIn(fs, lock);
      if (holder === undefined) continue;
      if (isGone(holder, fault)) breakLock(fs, lock, holder, fault);
      else await delay(2 + Math.random() * 4);
    }
  } finally {
    fs.unlink(mine);
  }
  return () => {
    // Not where somebody has taken it over.
    if (holderIn(fs, lock)?.id === own.id) removeIfThere(fs, lock);
  };
}

function isGone(holder: Holder, fault: Fault): boolean {
  if (fault === 'pid alone') return !isRunning(holder.pid);
  return startOf(`${holder.pid}`) !== holder.start;
}

/** Without a claim: between the look at the lock and its removal, somebody else can have broken it and put his own there. */
function breakLock(fs: FsOps, lock: string, dead: Holder, fault: Fault): void {
  if (fault === 'unclaimed') {
    removeIfThere(fs, lock);
    return;
  }
  const claim = `${lock}.rm.${dead.id}`;
  if (!isPlaced(() => makeFile(fs, claim, ''))) return;
  if (holderIn(fs, lock)?.id === dead.id) removeIfThere(fs, lock);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (errnoOf(error) !== 'ESRCH') throw error;
    return false;
  }
}

function holderIn(fs: FsOps, lock: string): Holder | undefined {
  const found = readBytes(fs, lock, 4096);
  return found.kind === 'bytes' ? JSON.parse(new TextDecoder().decode(found.bytes)) : undefined;
}

function makeFile(fs: FsOps, path: string, text: string): void {
  const bytes = new TextEncoder().encode(text);
  const fd = fs.open(path, CREATE_FLAGS, 0o644);
  fs.write(fd, bytes, 0, bytes.length, null);
  fs.close(fd);
}

function isPlaced(place: () => void): boolean {
  try {
    place();
    return true;
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    return false;
  }
}

function removeIfThere(fs: FsOps, path: string): void {
  try {
    fs.unlink(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}
