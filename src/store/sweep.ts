import { basename, dirname, join } from 'node:path';
import { parseChecksumFile } from '../formats/checksum-file.ts';
import { errnoOf } from '../model/errors.ts';
import { digestFile } from './digest-file.ts';
import { syncDirectory } from './directories.ts';
import type { FsOps } from './fs-ops.ts';
import type { HeldLock } from './lock/acquire.ts';
import { removeInstance } from './lock/claim.ts';
import { clearReaders } from './lock/readers.ts';
import { isDeadRecord } from './lock/record.ts';
import { bakPath, SIGNATURE, sidecarPath, sidecarTarget } from './names.ts';
import { readBytes } from './read-bytes.ts';
import { removeDirectory, removeFile } from './remove.ts';
import type { WriterSession } from './session.ts';
import { PREVIOUS } from './staged-paths.ts';
import { lookAt } from './target.ts';
import { findTraces, type Trace, type Unseen } from './traces.ts';
import { during } from './write-error.ts';

/**
 * Clears the directory of a locked file of what dead writers left there, once a session; first of all puts the checksum file in its place that one of them
 * had staged for this very file. A checksum staged for another file that still waits for it stays, and with it its directory: it is for the next change
 * of that file. `spared` are staging directories, by the start of their names, that the journal still counts on. Throws `WRITE_FAILED` where that checksum cannot be put in its place; what cannot be removed is left for later.
 */
export function sweep(
  session: WriterSession,
  path: string,
  lock: HeldLock,
  spared: ReadonlySet<string> = new Set(),
): void {
  const directory = dirname(path);
  const waiting = session.swept.get(directory);
  const found = waiting === undefined ? removeSmallTraces(session, directory, lock) : waiting;
  const stagings = found.filter((staging) => !spared.has(basename(staging).slice(0, '.tmp-01234567'.length)));
  session.swept.set(
    directory,
    stagings.filter((staging) => !clearStaging(session, staging, path)),
  );
}

/** Removes all but the staging directories, which it gives. */
function removeSmallTraces(session: WriterSession, directory: string, lock: HeldLock): readonly string[] {
  const traces = tracesIn(session, directory);
  for (const trace of traces) {
    if (trace.kind === 'staging') continue;
    const errno = removeTrace(session, directory, trace, lock);
    if (errno === undefined) session.log({ kind: 'leftover-removed', path: trace.path });
    else session.log({ kind: 'not-removed', path: trace.path, errno });
  }
  // A claim is removed as a lock is: the staging directory of its owner has another name since.
  const isRenamed = traces.some(({ kind }) => kind === 'claim');
  return (isRenamed ? tracesIn(session, directory) : traces)
    .filter(({ kind, path }) => kind === 'staging' && !session.isOwnStaging(path))
    .map(({ path }) => path);
}

function tracesIn(session: WriterSession, directory: string): readonly Trace[] {
  const { fs } = session;
  const entries = during('read', directory, () => readable(() => fs.readdir(directory)));
  // What cannot be looked at is left for later.
  const unseen = (path: string, errno: string) => session.log({ kind: 'not-removed', path, errno });
  return findTraces(fs, directory, entries ?? [], () => session.self, session.now, unseen);
}

function removeTrace(
  session: WriterSession,
  directory: string,
  trace: Exclude<Trace, { kind: 'staging' }>,
  lock: HeldLock,
): string | undefined {
  try {
    if (trace.kind === 'readers') {
      clearReaders(session.fs, trace.path, (record) => isDeadRecord(session.fs, record, session.self));
      return undefined;
    }
    if (trace.kind !== 'claim') return removeFile(session.fs, trace.path);
    removeInstance(session, join(directory, trace.file), trace.path, trace.lockId, lock.staging);
    return undefined;
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    return errno;
  }
}

/** True where the directory is gone. */
function clearStaging(session: WriterSession, staging: string, path: string): boolean {
  const { fs } = session;
  const directory = dirname(path);
  const names = namesIn(session, staging);
  if (names === undefined) return false;
  const own = basename(sidecarPath(path));
  if (names.includes(own) && isPending(fs, join(staging, own), path)) {
    during('rename', sidecarPath(path), () => fs.rename(join(staging, own), sidecarPath(path)));
    // Before the trace of it goes: a power cut must not take both.
    syncDirectory(fs, directory, session.log);
  }
  const previous = basename(path) + PREVIOUS;
  if (names.includes(previous) && isBakOfLive(fs, path)) {
    during('backup', bakPath(path), () => fs.rename(join(staging, previous), bakPath(path)));
    syncDirectory(fs, directory, session.log);
  }
  const waits = names.filter((name) => {
    if (name.endsWith(PREVIOUS)) {
      return name !== previous && isBakOfLive(fs, join(directory, name.slice(0, -PREVIOUS.length)));
    }
    const target = name === own ? undefined : sidecarTarget(name);
    return target !== undefined && isPending(fs, join(staging, name), join(directory, target));
  });
  const errnos = names
    .filter((name) => name !== SIGNATURE && !waits.includes(name))
    .map((name) => removeFile(fs, join(staging, name)));
  if (waits.length > 0) return false;
  errnos.push(removeDirectory(fs, staging));
  const errno = errnos.find((each) => each !== undefined);
  session.log(
    errno === undefined ? { kind: 'leftover-removed', path: staging } : { kind: 'not-removed', path: staging, errno },
  );
  return errno === undefined;
}

/** True where a kill came between the `.bak` and the commit: the `.bak` is one more name of the file, and the one before it is staged only. */
function isBakOfLive(fs: FsOps, path: string): boolean {
  return during('read', path, () => {
    const [file, bak] = [lookAt(fs, path)?.stat, lookAt(fs, bakPath(path))?.stat];
    return file !== undefined && file.ino === bak?.ino && file.dev === bak.dev;
  });
}

/** None where it is gone; `undefined` where it cannot be listed: that is left for later. */
function namesIn({ fs, log }: WriterSession, staging: string): readonly string[] | undefined {
  try {
    return fs.readdir(staging).map(({ name }) => name);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    if (errno === 'ENOENT') return [];
    log({ kind: 'not-removed', path: staging, errno });
    return undefined;
  }
}

/** True where a staged checksum is that of its file as it is now, and the one beside the file is not. */
function isPending(fs: FsOps, staged: string, path: string): boolean {
  const recorded = recordedIn(fs, staged);
  if (recorded === undefined || recorded === recordedIn(fs, sidecarPath(path))) return false;
  const found = during('read', path, () => readable(() => digestFile(fs, path)));
  return found?.kind === 'file' && found.digest === recorded;
}

/** The digest that a checksum file records; `undefined` where there is none to be read. `unseen` is told where the system refused to read it. */
export function recordedIn(
  fs: FsOps,
  path: string,
  unseen: Unseen = () => undefined,
): ReturnType<typeof parseChecksumFile> {
  const found = readBytes(fs, path, 65_536);
  if (found.kind === 'unreadable' && found.errno !== undefined && found.isIoError) unseen(path, found.errno);
  return found.kind === 'bytes' ? parseChecksumFile(new TextDecoder().decode(found.bytes)) : undefined;
}

/** A directory that may be written, but not read, or that is gone, holds nothing that could be cleared. */
function readable<Result>(look: () => Result): Result | undefined {
  try {
    return look();
  } catch (error) {
    if (errnoOf(error) === 'EACCES' || errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
