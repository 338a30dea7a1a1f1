import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { errnoOf, StatefixError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { Digest, FileStat } from '../model/state-file.ts';
import { directoryOfBackups } from './backups/names.ts';
import { type DigestedFile, digestFile } from './digest-file.ts';
import type { FsOps } from './fs-ops.ts';
import { bakPath, isCorruptName, stagingPid } from './names.ts';
import { journalDirectory, type ProjectStore } from './project-store.ts';
import { statOf } from './read-bytes.ts';
import { during, writeError } from './write-error.ts';

/** What stands at the real path of a plan's file, under the lock. */
export type FoundTarget =
  | { readonly kind: 'present'; readonly stat: FileStat; readonly digest: Digest }
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
  return lookAt(fs, path)?.isSymbolicLink ?? false;
}

/**
 * Reads the file again, under the lock, and holds it against the plan: anything but the content that the plan was computed from is `STATE_CHANGED`;
 * several hard links that are not our own are `HARD_LINKED`.
 */
export function inspectTarget(fs: FsOps, path: string, plan: Plan, store: ProjectStore | undefined): FoundTarget {
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
  if (found.stat.nlink > 1) ensureLinksAreOurs(fs, path, found.stat, store);
  return { kind: 'present', stat: found.stat, digest: found.digest };
}

/** Looks once more, right before the commit, by the facts alone. Throws `STATE_CHANGED` where another program has been at the file. */
export function ensureUntouched(fs: FsOps, path: string, found: FoundTarget): void {
  const now = during('read', path, () => lookAt(fs, path));
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
 * was set aside as broken, what lies in a staging directory, what the journal holds, and the backups.
 */
function ensureLinksAreOurs(fs: FsOps, path: string, stat: FileStat, store: ProjectStore | undefined): void {
  const isSame = (at: string) => {
    const other = lookAt(fs, at)?.stat;
    return other?.ino === stat.ino && other.dev === stat.dev;
  };
  const ours = [...besideOf(fs, path), ...heldOf(fs, path, store)].filter((at) =>
    during('read', at, () => isSame(at)),
  ).length;
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

function besideOf(fs: FsOps, path: string): readonly string[] {
  const directory = dirname(path);
  const entries = during('read', directory, () => fs.readdir(directory));
  const beside = entries.filter(({ name }) => join(directory, name) === bakPath(path) || isCorruptName(name, path));
  const stagings = entries.filter((entry) => entry.isDirectory() && stagingPid(entry.name) !== undefined);
  return [
    ...beside.map(({ name }) => join(directory, name)),
    ...stagings.flatMap(({ name }) => pathsIn(fs, join(directory, name))),
  ];
}

function heldOf(fs: FsOps, path: string, store: ProjectStore | undefined): readonly string[] {
  if (store === undefined) return [];
  return [...pathsIn(fs, journalDirectory(store)), ...pathsIn(fs, directoryOfBackups(store, path))];
}

function pathsIn(fs: FsOps, directory: string): readonly string[] {
  try {
    return fs.readdir(directory).map(({ name }) => join(directory, name));
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw writeError('read', directory, error);
  }
}

/** What stands at a path, links not followed; `undefined` for nothing. Throws what the operating system refuses. */
export function lookAt(
  fs: FsOps,
  path: string,
): { readonly stat: FileStat; readonly isSymbolicLink: boolean } | undefined {
  try {
    const stats = fs.lstat(path);
    return { stat: statOf(stats), isSymbolicLink: stats.isSymbolicLink() };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
