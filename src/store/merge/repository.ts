import { isAbsolute, posix, relative, sep } from 'node:path';
import { type AskGit, linesOf } from './ask-git.ts';

/** The work tree that a merge is in, and the merged file in it. */
export interface MergingRepository {
  /** Absolute: the root of the work tree. */
  readonly root: string;
  /** Absolute: where git keeps the state of this work tree. */
  readonly gitDirectory: string;
  /** The file, relative to the root, with `/`. */
  readonly path: string;
}

/** `undefined` outside of a work tree, and for a path that leads out of it. */
export function mergingRepository(git: AskGit, path: string): MergingRepository | undefined {
  const [root, prefix, gitDirectory] = linesOf(
    git(['rev-parse', '--show-toplevel', '--show-prefix', '--absolute-git-dir']),
  );
  if (root === undefined || prefix === undefined || gitDirectory === undefined) return undefined;
  const inside = isAbsolute(path) ? relative(root, path) : path;
  const asGit = sep === '/' ? inside : inside.replaceAll(sep, '/');
  const found = isAbsolute(path) ? asGit : posix.join(prefix, asGit);
  return found.startsWith('../') || isAbsolute(found) ? undefined : { root, gitDirectory, path: found };
}
