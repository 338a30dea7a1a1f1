import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, realpathSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errnoOf } from '../../../src/model/errors.ts';

/** A file system of 256 KiB in memory. */
export interface SmallDisk {
  readonly root: string;
  /** Takes all of the disk but so many blocks; what it took before is free again. */
  fill(freeBlocks: number): void;
  /** Gives everything back. */
  empty(): void;
  unmount(): void;
}

const BLOCK = 4096;

/** Mounts one; a sentence where this user or this system cannot. */
export function mountSmallDisk(): SmallDisk | string {
  if (process.platform !== 'linux') return `no tmpfs on ${process.platform}`;
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'statefix-disk-')));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', root], { stdio: 'pipe' });
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    return `a tmpfs cannot be mounted here (${error instanceof Error ? error.message.split('\n')[0] : error})`;
  }
  const ballast = join(root, 'ballast');
  return {
    root,
    fill: (freeBlocks) => fillBlocks(ballast, freeBlocks),
    empty: () => rmSync(ballast, { force: true }),
    unmount: () => {
      execFileSync('umount', [root]);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function fillBlocks(ballast: string, free: number): void {
  const fd = openSync(ballast, 'w');
  const block = new Uint8Array(BLOCK);
  let size = 0;
  try {
    for (;;) size += writeSync(fd, block);
  } catch (error) {
    if (errnoOf(error) !== 'ENOSPC') throw error;
  } finally {
    ftruncateSync(fd, Math.max(0, size - free * BLOCK));
    closeSync(fd);
  }
}
