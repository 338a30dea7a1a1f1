import type { Dirent } from 'node:fs';
import { digestOf } from '../../formats/digest.ts';
import type { Digest } from '../../model/digest.ts';
import { errnoOf } from '../../model/errors.ts';
import type { FileStat, Origin } from '../../model/state-file.ts';
import type { ForeignBackups, RecoverSource } from '../../registry/kind.ts';
import type { FsOps } from '../fs-ops.ts';
import { readRaw } from '../read.ts';
import { readBytes, statOf } from '../read-bytes.ts';
import { displayPath, isInside } from '../shown-path.ts';
import type { CandidateSearch, FoundCandidate } from './candidate.ts';

/** A candidate that is a file of its own, and what is known of that without reading it. */
export interface FoundFile extends FoundCandidate {
  /** Absolute. */
  readonly path: string;
  readonly stat: FileStat;
  readonly isRegular: boolean;
  /** Where it is known already. */
  readonly digest: Digest | undefined;
}

/** So many candidates of one sort are looked at, the newest. */
const MOST_OF_ONE_SORT = 200;

/** What stands at a path, links not followed; `undefined` for nothing. What the system does not show is told to `unseen`. */
export function entryAt(
  { fs, cwd, unseen }: Pick<CandidateSearch, 'fs' | 'cwd' | 'unseen'>,
  path: string,
): { readonly stat: FileStat; readonly is: 'file' | 'directory' | 'link' | 'other' } | undefined {
  try {
    const stats = fs.lstat(path);
    const is = stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : stats.isSymbolicLink() ? 'link' : 'other';
    return { stat: statOf(stats), is };
  } catch (error) {
    tellUnseen(error, displayPath(path, cwd), unseen);
    return undefined;
  }
}

/** The entries of a directory; none where it is none. What the system does not show is told to `unseen`. */
export function entriesIn(
  { fs, cwd, unseen }: Pick<CandidateSearch, 'fs' | 'cwd' | 'unseen'>,
  directory: string,
): readonly Dirent[] {
  try {
    return fs.readdir(directory);
  } catch (error) {
    tellUnseen(error, displayPath(directory, cwd), unseen);
    return [];
  }
}

function tellUnseen(error: unknown, shown: string, tell: (clause: string) => void): void {
  const errno = errnoOf(error);
  if (errno === undefined) throw error;
  if (errno !== 'ENOENT' && errno !== 'ENOTDIR') tell(`${shown} cannot be read (${errno})`);
}

/** True for a directory that the search may look at; of any other it is told. */
export function isWithinReach({ root, cwd, note }: CandidateSearch, directory: string): boolean {
  if (root === undefined || isInside(directory, root)) return true;
  note(`${displayPath(directory, cwd)} lies outside of ${displayPath(root, cwd)}`);
  return false;
}

/** The file at a path as a candidate, where something stands there. By default it was written when the system says that it was changed. */
export function fileAt(
  search: CandidateSearch,
  path: string,
  {
    name,
    source,
    origin,
    at,
    holds,
  }: {
    readonly name: string;
    readonly source: RecoverSource;
    readonly origin: Origin['kind'] & ('bak' | 'temp' | 'corrupt' | 'foreign');
    readonly at?: Date | undefined;
    readonly holds?: ForeignBackups;
  },
): FoundFile | undefined {
  const found = entryAt(search, path);
  if (found === undefined) return undefined;
  const { fs, kind, cwd } = search;
  return {
    name,
    source,
    shown: displayPath(path, cwd),
    at: at ?? changedAt(found.stat),
    holds,
    path,
    stat: found.stat,
    isRegular: found.is === 'file',
    digest: undefined,
    read: async () => readRaw(fs, { kind: origin, path }, kind.maxSize, 'refused'),
  };
}

function changedAt({ mtimeNs }: FileStat): Date {
  return new Date(Number(mtimeNs / 1_000_000n));
}

/** The newest first; those whose time nobody knows last. */
export function newestFirst<Found extends FoundFile>(found: readonly Found[]): readonly Found[] {
  const time = ({ at }: Found) => at?.getTime() ?? Number.MIN_SAFE_INTEGER;
  return found.toSorted((left, right) => time(right) - time(left) || (left.name < right.name ? 1 : -1));
}

/** The newest of one sort, in that order; of those that are left out it is told. `noun` names them, in the plural. */
export function newestOf<Found extends FoundFile>(
  found: readonly Found[],
  noun: string,
  note: (clause: string) => void,
): readonly Found[] {
  const left = found.length - MOST_OF_ONE_SORT;
  if (left > 0) note(`${left} more ${noun}, the oldest, were not looked at`);
  return newestFirst(found).slice(0, MOST_OF_ONE_SORT);
}

/**
 * Leaves out what is the state file itself under another name, and a content that came before; only files of one size are read for that. It ends where the
 * search is aborted.
 */
export async function* distinct(search: CandidateSearch, found: Iterable<FoundFile>): AsyncGenerator<FoundFile> {
  const live = entryAt(search, search.path)?.stat;
  const seen = new Map<string, FoundFile[]>();
  const digests = new Map<FoundFile, Digest | undefined>();
  const digest = (each: FoundFile): Digest | undefined => {
    if (!digests.has(each)) digests.set(each, each.digest ?? digestAt(search.fs, each, search.kind.maxSize));
    return digests.get(each);
  };
  for (const each of found) {
    // The clock of a time limit ticks only where others have their turn.
    await new Promise((resolve) => setImmediate(resolve));
    if (search.signal.aborted) return;
    if (!each.isRegular) {
      yield each;
      continue;
    }
    if (live !== undefined && isSameFile(live, each.stat)) continue;
    const alike = `${each.stat.size} ${placeOf(each)}`;
    const before = seen.get(alike) ?? [];
    const isRepeated = before.some(
      (other) => isSameFile(other.stat, each.stat) || (digest(other) !== undefined && digest(other) === digest(each)),
    );
    if (isRepeated) continue;
    seen.set(alike, [...before, each]);
    yield each;
  }
}

/** Where the state stands in a file, as a text that is the same for the same place. */
function placeOf({ holds }: FoundFile): string {
  return JSON.stringify([holds?.at ?? '', holds?.into ?? '', holds?.envelope ?? []]);
}

function isSameFile(left: FileStat, right: FileStat): boolean {
  return left.ino === right.ino && left.dev === right.dev;
}

function digestAt(fs: FsOps, { path }: FoundFile, limit: number): Digest | undefined {
  const found = readBytes(fs, path, limit, 'refused');
  return found.kind === 'bytes' ? digestOf(found.bytes) : undefined;
}
