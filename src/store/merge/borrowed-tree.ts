import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { removeMade } from '../directories.ts';
import { CREATE_FLAGS, type FsOps, uninterrupted } from '../fs-ops.ts';
import type { StoreLog } from '../log.ts';
import { writeAll } from '../new-file.ts';
import { removeFile } from '../remove.ts';
import { during } from '../write-error.ts';

/** A file of a commit: its path in the repository, with `/`. */
interface BorrowedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A private directory with files of another commit in it, at their own paths. */
export interface BorrowedTree {
  /** Absolute. */
  readonly root: string;
  /** Paths that lead out of the tree, and those that are there already, are passed over. Throws `WRITE_FAILED`. */
  add(files: readonly BorrowedFile[]): void;
  /** Takes all of it away again; what cannot be removed is told to the log. */
  remove(): void;
}

/**
 * A new one inside `directory`, for nobody but this user (0700). It is no copy to keep: nothing in it is synced. Who loads modules from it finds the
 * packages that are installed above `directory`.
 */
export function openBorrowedTree(fs: FsOps, directory: string, log: StoreLog): BorrowedTree {
  const root = join(directory, `statefix-merge-${randomUUID()}`);
  const directories = new Set<string>();
  const files = new Set<string>();

  function makeDirectory(path: string): void {
    if (directories.has(path)) return;
    if (path !== root) makeDirectory(dirname(path));
    during('create directory', path, () => fs.mkdir(path, 0o700));
    directories.add(path);
  }

  makeDirectory(root);
  return {
    root,
    add(added) {
      for (const { path, bytes } of added) {
        const at = join(root, path);
        if (path.split('/').includes('..') || !at.startsWith(root) || files.has(at)) continue;
        makeDirectory(dirname(at));
        files.add(at);
        during('write', at, () => write(fs, at, bytes));
      }
    },
    remove() {
      for (const path of files) report(log, path, removeFile(fs, path));
      removeMade(fs, [...directories]);
    },
  };
}

function write(fs: FsOps, path: string, bytes: Uint8Array): void {
  const fd = uninterrupted(() => fs.open(path, CREATE_FLAGS, 0o600));
  try {
    writeAll(fs, fd, bytes);
  } finally {
    fs.close(fd);
  }
}

function report(log: StoreLog, path: string, errno: string | undefined): void {
  if (errno !== undefined) log({ kind: 'not-removed', path, errno });
}
