import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { errnoOf, StatefixError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { FileStat } from '../model/state-file.ts';
import { type DigestedFile, digestFile } from './digest-file.ts';
import type { FsOps } from './fs-ops.ts';
import { bakPath, isCorruptName, stagingPid } from './names.ts';
import { statOf } from './read-bytes.ts';
import { during, writeError } from './write-error.ts';

/** What stands at the real path of a plan's file, under the lock. */
export type FoundTarget =
  | { readonly kind: 'present'; readonly stat: FileStat; readonly digest: Plan['digest'] }
  | { readonly kind: 'absent' };

/**
 * The path that a replace changes: links followed, so that a link stays a link. Throws `OUTSIDE_ROOT` where that leaves `allowedRoot`, and `WRITE_FAILED`
 * for a link to nothing: where that should come to stand is not for a plan to say.
 */
export function resolveTarget(fs: FsOps, given: string, allowedRoot: string | undefined): string {
  const path = during('read', given, () => realPathOf(fs, given));
  if (allowedRoot === undefined) return path;
  const root = during('read', allowedRoot, () => fs.realpath(allowedRoot));
  const inside = relative(root, path);
  if (inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)) return path;
  throw new StatefixError('OUTSIDE_ROOT', `${given} leads to ${path}, outside of ${root}`, {
    hint: 'Name the file itself, so that it is clear that it is meant.',
    path: given,
  });
}

function realPathOf(fs: FsOps, given: string): string {
  const path = resolve(given);
  try {
    return fs.realpath(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
  if (isLink(fs, path)) {
    throw new StatefixError('WRITE_FAILED', `${given}: cannot read: it is a link to nothing`, {
      hint: 'Remove the link, or make the file that it names.',
      step: 'read',
      errno: 'ENOENT',
      path: given,
    });
  }
  return join(realDirectory(fs, dirname(path)), basename(path));
}

/** As much of a directory's path as exists, links followed; the rest as it is. */
function realDirectory(fs: FsOps, path: string): string {
  try {
    return fs.realpath(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    return join(realDirectory(fs, dirname(path)), basename(path));
  }
}

function isLink(fs: FsOps, path: string): boolean {
  return lstatOf(fs, path)?.isSymbolicLink ?? false;
}

/**
 * Reads the file again, under the lock, and holds it against the plan: anything but the content that the plan was computed from is `STATE_CHANGED`;
 * several hard links that are not our own are `HARD_LINKED`.
 */
export function inspectTarget(fs: FsOps, path: string, plan: Plan): FoundTarget {
  const found = digested(fs, path);
  if (found === undefined) {
    if (plan.basis !== 'absent') throw changed(path, 'it is gone');
    return { kind: 'absent' };
  }
  if (found.kind === 'other') {
    throw new StatefixError('WRITE_FAILED', `${path}: cannot read: it is ${found.what}, not a file`, {
      hint: 'Only a regular file can be replaced.',
      step: 'read',
      path,
    });
  }
  if (plan.basis === 'absent') throw changed(path, 'it exists by now');
  if (found.digest !== plan.basis) throw changed(path, 'its content is another');
  if (found.stat.nlink > 1) ensureLinksAreOurs(fs, path, found.stat);
  return { kind: 'present', stat: found.stat, digest: found.digest };
}

/** Looks once more, right before the commit, by the facts alone. Throws `STATE_CHANGED` where another program has been at the file. */
export function ensureUntouched(fs: FsOps, path: string, found: FoundTarget): void {
  const now = during('read', path, () => lstatOf(fs, path));
  if (now === undefined) {
    if (found.kind === 'present') throw changed(path, 'it is gone');
    return;
  }
  if (found.kind === 'absent') throw changed(path, 'it exists by now');
  ensureSame(path, found.stat, now.stat);
}

/** Holds the facts of a file against those that were found. Throws `STATE_CHANGED` where it is another one, or another program has been at it. */
export function ensureSame(path: string, found: FileStat, now: FileStat): void {
  const isSame =
    now.dev === found.dev &&
    now.ino === found.ino &&
    now.size === found.size &&
    now.mtimeNs === found.mtimeNs &&
    now.mode === found.mode &&
    now.uid === found.uid &&
    now.gid === found.gid;
  if (!isSame) throw changed(path, 'another program has written it');
}

function digested(fs: FsOps, path: string): DigestedFile | undefined {
  try {
    return digestFile(fs, path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw writeError('read', path, error);
  }
}

function changed(path: string, how: string): StatefixError {
  return new StatefixError('STATE_CHANGED', `${path} has changed since it was read: ${how}`, {
    hint: 'Nothing was written. Run again.',
    path,
  });
}

/**
 * A replace would cut the file loose from its other names. Those that a kill between two steps of ours leaves are no reason to refuse: `.bak`, what
 * was set aside as broken, and what lies in a staging directory.
 */
function ensureLinksAreOurs(fs: FsOps, path: string, stat: FileStat): void {
  const directory = dirname(path);
  const isSame = (at: string) => {
    const other = lstatOf(fs, at)?.stat;
    return other?.ino === stat.ino && other.dev === stat.dev;
  };
  const ours = during('read', directory, () => {
    const names = fs.readdir(directory);
    const beside = names.filter(({ name }) => join(directory, name) === bakPath(path) || isCorruptName(name, path));
    const stagings = names.filter((entry) => entry.isDirectory() && stagingPid(entry.name) !== undefined);
    const staged = stagings.flatMap(({ name }) =>
      fs.readdir(join(directory, name)).map((each) => join(name, each.name)),
    );
    return [...beside.map(({ name }) => name), ...staged].filter((name) => isSame(join(directory, name))).length;
  });
  if (stat.nlink - ours <= 1) return;
  throw new StatefixError(
    'HARD_LINKED',
    `${path} has ${stat.nlink - ours} names (hard links), and a replace would part them`,
    {
      hint: 'Make it a file of its own (cp, then mv), or use symbolic links, and run again.',
      path,
    },
  );
}

function lstatOf(fs: FsOps, path: string): { readonly stat: FileStat; readonly isSymbolicLink: boolean } | undefined {
  try {
    const stats = fs.lstat(path);
    return { stat: statOf(stats), isSymbolicLink: stats.isSymbolicLink() };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
