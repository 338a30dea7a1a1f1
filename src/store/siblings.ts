import type { Dirent } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { LockFacts, Siblings } from '../checks/facts.ts';
import { errnoOf } from '../model/errors.ts';
import type { Digest } from '../model/state-file.ts';
import type { KindFacts } from '../registry/kind.ts';
import type { FsOps } from './fs-ops.ts';
import { describeSelf, type ProcessFacts } from './lock/holder.ts';
import { isDeadRecord, readLock } from './lock/record.ts';
import { bakPath, lockPath, sidecarPath } from './names.ts';
import { stagedNames } from './staged-paths.ts';
import { recordedIn } from './sweep.ts';
import { findTraces, type Trace, type Unseen } from './traces.ts';

/** What stands beside one state file, but for the verdicts on its backups: the caller reads and judges those. */
interface Neighbours extends Omit<Siblings, 'backups' | 'pending'> {
  /** The file's own path, links followed where it is a link. */
  readonly path: string;
  /** `.bak`, where there is one. */
  readonly bak: string | undefined;
  /** Something that the system refused to show: what this file is judged by may not be all that there is. */
  readonly unseen: UnseenNeighbour | undefined;
}

export interface UnseenNeighbour {
  readonly path: string;
  readonly errno: string;
}

/** Looks around state files; one listing a directory serves all files in it. */
export interface Neighbourhood {
  /**
   * What stands beside that file. `digest` is that of the file, where it could be read: it tells which staged checksum is its own. Never throws for
   * what stands there; of a directory that cannot be listed, what bears a name that is known beforehand is seen nevertheless.
   */
  lookAround(path: string, kind: Pick<KindFacts, 'checksum' | 'leftovers'>, digest: Digest | undefined): Neighbours;
  /** The file that a link leads to, as far as there is one; the path itself where it is no link. */
  followed(path: string): string;
  /** Forgets the directory of a file, and that which a link there leads to: somebody else has changed them. */
  forget(path: string): void;
  /** Takes note that we changed that file ourselves: the next look sees what is beside it now. A run over a large directory does not list it anew. */
  changed(path: string): void;
}

interface Listing {
  /** Why the directory could not be listed. */
  readonly failure: UnseenNeighbour | undefined;
  /** The first staging directory in it that could not be looked into. */
  readonly hidden: UnseenNeighbour | undefined;
  readonly entries: ReadonlyMap<string, Dirent>;
  /** The files that we changed since: beside them more may stand than is listed. */
  readonly changed: Set<string>;
  readonly traces: readonly Trace[];
  /** What cannot be tied to one file is told with the first that asks: path of the trace → path of that file. */
  readonly toldWith: Map<string, string>;
}

export function createNeighbourhood(fs: FsOps, now: () => Date): Neighbourhood {
  const listings = new Map<string, Listing>();
  let known: ProcessFacts | undefined;
  const self = () => {
    known ??= describeSelf(fs);
    return known;
  };
  const listingOf = (directory: string): Listing => {
    const cached = listings.get(directory);
    if (cached !== undefined) return cached;
    let failure: UnseenNeighbour | undefined;
    let hidden: UnseenNeighbour | undefined;
    const entries = list(fs, directory, (path, errno) => {
      failure = { path, errno };
    });
    const traces = findTraces(fs, directory, entries, self, now, (path, errno) => {
      hidden ??= { path, errno };
    });
    const listing: Listing = {
      failure,
      hidden,
      entries: new Map(entries.map((entry) => [entry.name, entry])),
      changed: new Set(),
      traces,
      toldWith: new Map(),
    };
    listings.set(directory, listing);
    return listing;
  };
  const follow = (given: string): string => {
    const isLink = listingOf(dirname(given)).entries.get(basename(given))?.isSymbolicLink() ?? false;
    return isLink ? followed(fs, given) : given;
  };
  return {
    followed: follow,
    lookAround(given, kind, digest) {
      const path = follow(given);
      const listing = listingOf(dirname(path));
      const isIncomplete = listing.failure !== undefined || listing.changed.has(path);
      const has = (at: string) => listing.entries.has(basename(at)) || (isIncomplete && isThere(fs, at));
      const hasSidecar = kind.checksum === 'sidecar';
      let unseen = listing.failure ?? (hasSidecar ? listing.hidden : undefined);
      const see: Unseen = (at, errno) => {
        unseen ??= { path: at, errno };
      };
      const recorded = hasSidecar && has(sidecarPath(path)) ? recordedIn(fs, sidecarPath(path), see) : undefined;
      const stagedSidecar = hasSidecar ? findStagedSidecar(fs, listing, path, digest, see) : undefined;
      return {
        path,
        bak: has(bakPath(path)) ? bakPath(path) : undefined,
        leftovers: [...ownLeftovers(listing, path), ...foreignLeftovers(listing, path, kind.leftovers)],
        lock: has(lockPath(path)) ? lockFacts(fs, path, self()) : undefined,
        sidecar: hasSidecar ? { path: sidecarPath(path), recorded } : undefined,
        stagedSidecar,
        unseen,
      };
    },
    forget(path) {
      const real = follow(path);
      for (const each of [path, real]) listings.delete(dirname(each));
    },
    changed(path) {
      const real = follow(path);
      const listing = listingOf(dirname(real));
      // The traces are gone now, with whatever they were about.
      if (listing.traces.length > 0) listings.delete(dirname(real));
      else listing.changed.add(real);
    },
  };
}

function list(fs: FsOps, directory: string, unseen: Unseen): readonly Dirent[] {
  try {
    return fs.readdir(directory);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    if (errno !== 'ENOENT' && errno !== 'ENOTDIR') unseen(directory, errno);
    return [];
  }
}

/** What cannot be looked at may be there, and its reader says what is wrong; but not in a directory that may not be entered. */
function isThere(fs: FsOps, path: string): boolean {
  try {
    fs.lstat(path);
    return true;
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    return errno !== 'ENOENT' && errno !== 'ENOTDIR' && errno !== 'EACCES';
  }
}

function followed(fs: FsOps, path: string): string {
  try {
    return fs.realpath(path);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return path;
  }
}

function ownLeftovers(listing: Listing, path: string): Siblings['leftovers'] {
  return listing.traces
    .filter((trace) => isAbout(trace, listing, path))
    .map((trace) => ({ path: trace.path, owner: 'statefix' as const }));
}

function isAbout(trace: Trace, { entries, toldWith }: Listing, path: string): boolean {
  const name = basename(path);
  if (trace.kind === 'claim' || trace.kind === 'waiter' || trace.kind === 'readers') return trace.file === name;
  if (trace.kind === 'staging') {
    if (stagedNames(name).some((staged) => trace.names.includes(staged))) return true;
    // Of what is staged for another file that is here, that one tells.
    if (trace.names.some((staged) => isStagedForOther(staged, entries))) return false;
  }
  const told = toldWith.get(trace.path) ?? path;
  toldWith.set(trace.path, told);
  return told === path;
}

function isStagedForOther(staged: string, entries: Listing['entries']): boolean {
  return [...staged.matchAll(/\.(?:sha256|restore|bak|previous|corrupt)$|$/g)].some(({ index }) =>
    entries.has(staged.slice(0, index)),
  );
}

function foreignLeftovers(listing: Listing, path: string, patterns: readonly string[]): Siblings['leftovers'] {
  return patterns
    .map((pattern) => pattern.replaceAll('*', () => basename(path)))
    .filter((name) => name !== basename(path) && listing.entries.get(name)?.isFile() === true)
    .map((name) => ({ path: join(dirname(path), name), owner: 'foreign' as const }));
}

function lockFacts(fs: FsOps, path: string, self: ProcessFacts): LockFacts | undefined {
  const found = readLock(fs, lockPath(path));
  switch (found.kind) {
    case 'absent':
      return undefined;
    case 'unreadable':
      return { path: lockPath(path), pid: 0, hostname: '', since: '', isDead: false };
    case 'foreign':
      return { path: lockPath(path), pid: found.pid, hostname: found.hostname, since: found.since, isDead: false };
    case 'record': {
      const { metadata, timing } = found.record;
      const isDead = isDeadRecord(fs, found.record, self);
      return {
        path: lockPath(path),
        pid: metadata.pid,
        hostname: metadata.hostname,
        since: timing.acquiredAt,
        isDead,
      };
    }
  }
}

/** The checksum that a dead writer had staged for the file as it is now; where the file could not be read, any that it had staged. */
function findStagedSidecar(
  fs: FsOps,
  { traces }: Listing,
  path: string,
  digest: Digest | undefined,
  unseen: Unseen,
): Siblings['stagedSidecar'] {
  const name = basename(sidecarPath(path));
  for (const trace of traces) {
    if (trace.kind !== 'staging' || !trace.names.includes(name)) continue;
    const staged = join(trace.path, name);
    const recorded = recordedIn(fs, staged, unseen);
    if (recorded !== undefined && (digest === undefined || recorded === digest)) return { path: staged, recorded };
  }
  return undefined;
}
