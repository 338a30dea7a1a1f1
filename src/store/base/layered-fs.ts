import { join } from 'node:path';
import type { FsOps } from '../fs-ops.ts';
import { isInside } from '../shown-path.ts';

/** What stands where. All absolute. */
export interface Layers {
  readonly disk: FsOps;
  /** The tree of a commit. */
  readonly tree: FsOps;
  /** The top of the work tree: below it the commit counts. */
  readonly root: string;
  /** But not below this: it is of the program, not of the repository. */
  readonly program: string;
}

/**
 * Files of a commit over the disk, for reading: what lies in the work tree is as that commit has it, and what lies outside is as it is. Links of the work tree are not followed, even where one leads out of it; nothing
 * is written through it.
 */
export function layeredFs({ disk, tree, root, program }: Layers): FsOps {
  const git = join(root, '.git');
  const layerOf = (path: string) => (isInside(path, root) && !isInside(path, program) ? tree : disk);
  // The descriptors of a tree are counted from 0, as those of the disk are: here they are negative.
  const asTree = (fd: number) => -fd - 1;
  return {
    ...tree,
    open(path, flags, mode) {
      const layer = layerOf(path);
      const fd = layer.open(path, flags, mode);
      return layer === tree ? asTree(fd) : fd;
    },
    close: (fd) => (fd < 0 ? tree.close(asTree(fd)) : disk.close(fd)),
    read: (fd, buffer, offset, length, position) =>
      fd < 0
        ? tree.read(asTree(fd), buffer, offset, length, position)
        : disk.read(fd, buffer, offset, length, position),
    fstat: (fd) => (fd < 0 ? tree.fstat(asTree(fd)) : disk.fstat(fd)),
    stat: (path) => layerOf(path).stat(path),
    // A commit has no such entry, and the search for a config ends at it.
    lstat: (path) => (path === git ? tree.lstat(root) : layerOf(path).lstat(path)),
    readdir: (path) => layerOf(path).readdir(path),
    realpath: (path) => layerOf(path).realpath(path),
    readlink: (path) => layerOf(path).readlink(path),
  };
}
