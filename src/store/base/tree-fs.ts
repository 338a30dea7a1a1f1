import type { BigIntStats, Dirent } from 'node:fs';
import { join, sep } from 'node:path';
import type { FsOps } from '../fs-ops.ts';
import type { BaseEntry } from './tree-listing.ts';

/** The tree of a commit, seen as files. */
export interface TreeOfCommit {
  /** Absolute: where its top is taken to stand. */
  readonly root: string;
  readonly entries: ReadonlyMap<string, BaseEntry>;
  /** The contents that were read, by their ids. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

type Node = BaseEntry | 'directory';

/**
 * File operations on a commit that nobody checked out: what lists and reads directories works on it as on a disk. Nothing can be written (EROFS). A file
 * whose content was not read cannot be opened (EIO), links are not followed (ENOENT), and outside of the tree there is nothing.
 */
export function createTreeFs({ root, entries, contents }: TreeOfCommit, platform: NodeJS.Platform): FsOps {
  const directories = directoriesOf(root, entries);
  const opened: { readonly bytes: Uint8Array; readonly entry: BaseEntry; at: number }[] = [];
  const refuse = (): never => fail('EROFS');

  function nodeAt(path: string): Node | undefined {
    if (directories.has(path)) return 'directory';
    const below = path.startsWith(root + sep) ? path.slice(root.length + 1) : undefined;
    return below === undefined ? undefined : entries.get(sep === '/' ? below : below.replaceAll(sep, '/'));
  }

  function lstat(path: string): BigIntStats {
    return statsOf(nodeAt(path) ?? fail('ENOENT'), contents);
  }

  function openedAs(fd: number) {
    return opened[fd] ?? fail('EBADF');
  }

  return {
    platform,
    open(path) {
      const node = nodeAt(path) ?? fail('ENOENT');
      if (node === 'directory') return fail('EISDIR');
      if (isLink(node)) return fail('ENOENT');
      opened.push({ bytes: contents.get(node.id) ?? fail('EIO'), entry: node, at: 0 });
      return opened.length - 1;
    },
    close: () => undefined,
    read(fd, buffer, offset, length, position) {
      const file = openedAs(fd);
      const start = position ?? file.at;
      const part = file.bytes.subarray(start, start + length);
      buffer.set(part, offset);
      if (position === null) file.at += part.length;
      return part.length;
    },
    fstat: (fd) => statsOf(openedAs(fd).entry, contents),
    stat(path) {
      const node = nodeAt(path) ?? fail('ENOENT');
      return node !== 'directory' && isLink(node) ? fail('ENOENT') : statsOf(node, contents);
    },
    lstat,
    readdir(path) {
      const listed = directories.get(path) ?? fail(nodeAt(path) === undefined ? 'ENOENT' : 'ENOTDIR');
      return [...listed].map(([name, node]) => direntOf(name, node));
    },
    realpath: (path) => (nodeAt(path) === undefined ? fail('ENOENT') : path),
    readlink: () => fail('EINVAL'),
    write: refuse,
    fsync: refuse,
    fchmod: refuse,
    fchown: refuse,
    link: refuse,
    rename: refuse,
    unlink: refuse,
    mkdir: refuse,
    rmdir: refuse,
  };
}

/** Every directory, by its absolute path, with what stands in it. */
function directoriesOf(
  root: string,
  entries: ReadonlyMap<string, BaseEntry>,
): ReadonlyMap<string, ReadonlyMap<string, Node>> {
  const directories = new Map<string, Map<string, Node>>([[root, new Map()]]);
  for (const entry of entries.values()) {
    const names = entry.path.split('/');
    let directory = root;
    for (const [index, name] of names.entries()) {
      const isLast = index === names.length - 1;
      const listed = directories.get(directory);
      if (listed?.has(name) === false) listed.set(name, isLast ? entry : 'directory');
      directory = join(directory, name);
      if (!isLast && !directories.has(directory)) directories.set(directory, new Map());
    }
  }
  return directories;
}

function isLink({ mode }: BaseEntry): boolean {
  return mode === '120000';
}

function direntOf(name: string, node: Node): Dirent {
  const entry = { name, ...kindOf(node) };
  return entry as unknown as Dirent;
}

function statsOf(node: Node, contents: ReadonlyMap<string, Uint8Array>): BigIntStats {
  const size = node === 'directory' ? 0 : (contents.get(node.id)?.length ?? 0);
  const mode = node === 'directory' ? 0o755 : Number.parseInt(node.mode.slice(-3), 8);
  const zero = { dev: 0n, ino: 0n, uid: 0n, gid: 0n, nlink: 1n, mtimeNs: 0n };
  const stats = { ...zero, size: BigInt(size), mode: BigInt(mode), ...kindOf(node) };
  return stats as unknown as BigIntStats;
}

function kindOf(node: Node) {
  const is = (asked: boolean) => () => asked;
  const isLinked = node !== 'directory' && isLink(node);
  return {
    isFile: is(node !== 'directory' && !isLinked),
    isDirectory: is(node === 'directory'),
    isSymbolicLink: is(isLinked),
    isBlockDevice: is(false),
    isCharacterDevice: is(false),
    isFIFO: is(false),
    isSocket: is(false),
  };
}

function fail(code: string): never {
  throw Object.assign(new Error(`${code}: the tree of a commit`), { code });
}
