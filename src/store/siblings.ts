import type { Dirent } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { LockFacts, Siblings } from '../checks/facts.ts';
import { errnoOf } from '../model/errors.ts';
import type { Digest } from '../model/state-file.ts';
import type { KindFacts } from '../registry/kind.ts';
import type { FsOps } from './fs-ops.ts';
import { describeSelf, type ProcessFacts } from './holder.ts';
import { isDeadRecord, readLock } from './lock-record.ts';
import { bakPath, lockPath, sidecarPath } from './names.ts';
import { recordedIn } from './sweep.ts';
import { findTraces, type Trace } from './traces.ts';

/** What stands beside one state file, but for the verdicts on its backups: the caller reads and judges those. */
export interface Neighbours extends Omit<Siblings, 'backups'> {
  /** The file's own path, links followed where it is a link. */
  readonly path: string;
  /** `.bak`, where there is one. */
  readonly bak: string | undefined;
}

/** Looks around state files; one listing a directory serves all files in it. */
export interface Neighbourhood {
  /**
   * What stands beside that file. `digest` is that of the file, where it could be read: it tells which staged checksum is its own. Never throws for
   * what stands there; a directory that cannot be listed looks empty.
   */
  lookAround(path: string, kind: Pick<KindFacts, 'checksum' | 'leftovers'>, digest: Digest | undefined): Neighbours;
  /** The file that a link leads to, as far as there is one; the path itself where it is no link. */
  followed(path: string): string;
  /** Forgets a directory, so that the next look sees what a change has made of it. */
  forget(path: string): void;
}

interface Listing {
  readonly entries: ReadonlyMap<string, Dirent>;
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
    const entries = list(fs, directory);
    const listing: Listing = {
      entries: new Map(entries.map((entry) => [entry.name, entry])),
      traces: findTraces(fs, directory, entries, self, now),
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
      const has = (at: string) => listing.entries.has(basename(at));
      const hasSidecar = kind.checksum === 'sidecar';
      return {
        path,
        bak: has(bakPath(path)) ? bakPath(path) : undefined,
        leftovers: [...ownLeftovers(listing, path), ...foreignLeftovers(listing, path, kind.leftovers)],
        lock: has(lockPath(path)) ? lockFacts(fs, path, self()) : undefined,
        sidecar: hasSidecar ? { path: sidecarPath(path), recorded: recordedBeside(fs, listing, path) } : undefined,
        stagedSidecar: hasSidecar ? stagedSidecar(fs, listing, path, digest) : undefined,
      };
    },
    forget(path) {
      listings.delete(dirname(path));
    },
  };
}

function list(fs: FsOps, directory: string): readonly Dirent[] {
  try {
    return fs.readdir(directory);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return [];
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
  if (trace.kind === 'claim' || trace.kind === 'waiter') return trace.file === name;
  if (trace.kind === 'staging') {
    const files = trace.names.filter((each) => entries.has(each));
    if (files.includes(name) || trace.names.includes(basename(sidecarPath(name)))) return true;
    if (files.length > 0) return false;
  }
  const told = toldWith.get(trace.path) ?? path;
  toldWith.set(trace.path, told);
  return told === path;
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

function recordedBeside(fs: FsOps, listing: Listing, path: string): Digest | undefined {
  const sidecar = sidecarPath(path);
  return listing.entries.has(basename(sidecar)) ? recordedIn(fs, sidecar) : undefined;
}

/** The checksum that a dead writer had staged for the file as it is now; where the file could not be read, any that it had staged. */
function stagedSidecar(
  fs: FsOps,
  { traces }: Listing,
  path: string,
  digest: Digest | undefined,
): Siblings['stagedSidecar'] {
  const name = basename(sidecarPath(path));
  for (const trace of traces) {
    if (trace.kind !== 'staging' || !trace.names.includes(name)) continue;
    const staged = join(trace.path, name);
    const recorded = recordedIn(fs, staged);
    if (recorded !== undefined && (digest === undefined || recorded === digest)) return { path: staged, recorded };
  }
  return undefined;
}
