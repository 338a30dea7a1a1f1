import { basename, dirname } from 'node:path';
import type { WorkTree } from './git/work-tree.ts';
import { isWalked } from './walk.ts';

/** Files to choose from that are listed somewhere, and need not be on the disk: those of the index of git. Paths are absolute. */
export interface ListedFiles {
  whatIsAt(path: string): 'directory' | 'other' | 'nothing';
  /** What a walk through those directories would find. */
  below(directories: readonly string[]): readonly string[];
}

/** `paths` are those of the work tree, as it gives them. */
export function listFiles(paths: readonly string[], { nameOf, nameOfDirectory, pathOf }: WorkTree): ListedFiles {
  const files = new Set(paths);
  const parents = new Set<string>();
  for (const path of paths) {
    for (const each of directoriesAbove(path)) {
      if (parents.has(each)) break;
      parents.add(each);
    }
  }
  /** A path may lead there through a link. */
  const listed = (path: string) => {
    const name = nameOf(path);
    return name === undefined ? path : pathOf(name);
  };
  const listedDirectory = (path: string) => {
    const name = nameOfDirectory(path);
    return name === undefined ? path : pathOf(name);
  };
  return {
    whatIsAt(path) {
      if (files.has(listed(path))) return 'other';
      return parents.has(listedDirectory(path)) ? 'directory' : 'nothing';
    },
    below(directories) {
      const wanted = new Set(directories.map(listedDirectory));
      return paths.filter((path) => isBelow(path, wanted));
    },
  };
}

/** What a walk would not enter between the directory and the file hides it; what stands above the directory does not. */
function isBelow(path: string, directories: ReadonlySet<string>): boolean {
  if (!isWalked(basename(path), 'file')) return false;
  for (const directory of directoriesAbove(path)) {
    if (directories.has(directory)) return true;
    if (!isWalked(basename(directory), 'directory')) return false;
  }
  return false;
}

/** The nearest first. */
function* directoriesAbove(path: string): Generator<string> {
  for (let at = dirname(path); ; at = dirname(at)) {
    yield at;
    if (dirname(at) === at) return;
  }
}
