import { resolve, sep } from 'node:path';
import { errnoOf } from '../model/errors.ts';
import type { FsOps } from './fs-ops.ts';
import type { SelectionSource } from './select-files.ts';
import { globUnmatched } from './selection-errors.ts';
import { looksLikeGlob, type Walker, type WalkScope } from './walk.ts';

/** What the paths of a command line mean. */
export interface Expanded {
  readonly named: readonly string[];
  readonly directories: readonly string[];
  /** Files that globs found. */
  readonly globbed: readonly string[];
  readonly hasStdin: boolean;
}

/** Sorts the paths of a command line by what they mean. Throws `NO_FILE_MATCHED` for a glob that matches nothing. */
export async function expand(paths: readonly string[], source: SelectionSource, walker: Walker): Promise<Expanded> {
  const named: string[] = [];
  const directories: string[] = [];
  const globbed: string[] = [];
  for (const path of paths) {
    if (path === '-') continue;
    const absolute = resolve(source.cwd, path);
    const listedAs = source.listed?.whatIsAt(absolute) ?? 'nothing';
    const found = listedAs === 'nothing' ? whatIsAt(source.fs, absolute) : listedAs;
    if (found === 'directory') directories.push(absolute);
    else if (found === 'other' || !looksLikeGlob(path)) named.push(absolute);
    else {
      const glob = globOf(path);
      const matches = await walker.find([glob], source.cwd, scopeOf([globBase(glob, source.cwd)], [], source));
      if (matches.length === 0 && source.errorOnUnmatched && !source.mayBeNone) throw globUnmatched(path);
      globbed.push(...matches);
    }
  }
  return { named: [...new Set(named)], directories, globbed, hasStdin: paths.includes('-') };
}

/** A path of the command line as a glob: where a backslash parts directories (Windows) it does so here, too; elsewhere it escapes. */
function globOf(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/** The directory below which every match of a glob lies: what stands before its first pattern. */
function globBase(glob: string, cwd: string): string {
  const fixed: string[] = [];
  for (const part of glob.split('/')) {
    if (looksLikeGlob(part) || part.includes('\\')) break;
    fixed.push(part);
  }
  // With the last slash, so that a root stays one: `/`, and `C:/`.
  return fixed.length === 0 ? cwd : resolve(cwd, `${fixed.join('/')}/`);
}

/** Where a walk looks for files: on the disk, or among those that are listed. */
export function scopeOf(
  directories: readonly string[],
  files: readonly string[],
  { listed }: Pick<SelectionSource, 'listed'>,
): WalkScope {
  if (listed === undefined) return { directories, files };
  return { directories: [], files: [...files, ...listed.below(directories)] };
}

function whatIsAt(fs: FsOps, path: string): 'directory' | 'other' | 'nothing' {
  try {
    return fs.stat(path).isDirectory() ? 'directory' : 'other';
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    // What is there but cannot be seen is for its reader to judge.
    return errno === 'ENOENT' || errno === 'ENOTDIR' ? 'nothing' : 'other';
  }
}
