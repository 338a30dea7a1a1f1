import { dirname, join } from 'node:path';
import { errnoOf } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';
import type { FileStat } from '../../model/state-file.ts';
import { type FsOps, NO_FOLLOW, READ_FLAGS, uninterrupted } from '../fs-ops.ts';
import { bakPath, corruptPath, isCorruptName } from '../names.ts';
import { writeNewFile } from '../new-file.ts';
import { closeRead, readBytes, statOf } from '../read-bytes.ts';
import { removeFile } from '../remove.ts';
import type { Staging, WriterSession } from '../session.ts';
import { bakStages, corruptStage } from '../staged-paths.ts';
import { during } from '../write-error.ts';

/** The content at a path that a replace takes away. */
export interface OldContent {
  readonly path: string;
  readonly stat: FileStat;
  /** The bits that a backup of it may have at most; `undefined` where the kind does not say. */
  readonly allowedMode: number | undefined;
}

/** What a plan says of the content that it replaces. */
type Keeping = Pick<Plan, 'keep' | 'allowedMode'>;

/** Where the content that a replace takes away is kept, before it is taken away. */
export interface KeptCopies {
  readonly paths: readonly string[];
  /** For a replace that fails after all: what was there before comes back. Gives what could not be undone to the session. */
  undo(): void;
  /** After the commit: takes from the copies the permission bits that a backup may not have. Throws what the operating system throws. */
  restrict(): void;
}

/** What answers where hard links do not work, or not for this file. */
const NO_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EXDEV',
  'EACCES',
]);

/**
 * Keeps the old content as the plan says: one more name for the same file, put in place by a rename, so that at no instant the target or a backup is
 * missing or half there; a complete copy where links do not work. Throws `WRITE_FAILED` (`backup`), with everything as it was before.
 */
export function keepOld(
  session: WriterSession,
  path: string,
  old: FileStat,
  plan: Keeping,
  staging: Staging,
): KeptCopies {
  const undos: (() => void)[] = [];
  const paths: string[] = [];
  const undo = () => {
    for (const act of undos.toReversed()) act();
  };
  try {
    during('backup', path, () => {
      if (plan.keep === 'corrupt' || plan.keep === 'corrupt-and-bak') {
        paths.push(keepCorrupt(session, path, old, plan, staging, undos));
      }
      if (plan.keep === 'bak' || (plan.keep === 'corrupt-and-bak' && !isThere(session.fs, bakPath(path)))) {
        paths.push(keepBak(session, path, old, plan, staging, undos));
      }
    });
  } catch (error) {
    undo();
    throw error;
  }
  return { paths, undo, restrict: () => restrict(session.fs, paths, old, plan) };
}

function keepBak(
  session: WriterSession,
  path: string,
  old: FileStat,
  plan: Keeping,
  staging: Staging,
  undos: (() => void)[],
): string {
  const { fs } = session;
  const bak = bakPath(path);
  const { previous, staged } = bakStages(path, staging);
  const before = linkIfThere(fs, bak, previous);
  undos.push(() => session.removeLater(removeFile(fs, staged), staged));
  stageOld(fs, staged, { path, stat: old, allowedMode: plan.allowedMode });
  // Before the rename, which may be done and yet be said to have failed. Of what could not be linked there is no way back: the .bak stays as it is then.
  if (before === 'linked') undos.push(() => putBack(session, previous, bak));
  if (before === 'absent') undos.push(() => moveBack(session, bak, staged));
  fs.rename(staged, bak);
  return bak;
}

function keepCorrupt(
  session: WriterSession,
  path: string,
  old: FileStat,
  plan: Keeping,
  staging: Staging,
  undos: (() => void)[],
): string {
  const { fs } = session;
  const already = setAsideAlready(fs, path, old);
  if (already !== undefined) return already;
  const now = session.now();
  const staged = corruptStage(path, staging);
  undos.push(() => session.removeLater(removeFile(fs, staged), staged));
  stageOld(fs, staged, { path, stat: old, allowedMode: plan.allowedMode });
  for (let attempt = 1; ; attempt += 1) {
    const corrupt = corruptPath(path, now, attempt);
    if (!placeNew(fs, staged, corrupt)) continue;
    undos.push(() => moveBack(session, corrupt, staged));
    session.removeLater(removeFile(fs, staged), staged);
    return corrupt;
  }
}

/** A writer that was killed right after it had set these very bytes aside: once is enough. */
function setAsideAlready(fs: FsOps, path: string, old: FileStat): string | undefined {
  if (old.nlink < 2) return undefined;
  const directory = dirname(path);
  const names = fs.readdir(directory).filter(({ name }) => isCorruptName(name, path));
  return names
    .map(({ name }) => join(directory, name))
    .find((at) => {
      const { dev, ino } = statOf(fs.lstat(at));
      return dev === old.dev && ino === old.ino;
    });
}

/** False where the name is taken: nothing that was set aside before is ever replaced. */
function placeNew(fs: FsOps, staged: string, to: string): boolean {
  try {
    fs.link(staged, to);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    if (!NO_LINKS.has(errnoOf(error) ?? '')) throw error;
  }
  if (isThere(fs, to)) return false;
  fs.rename(staged, to);
  return true;
}

/** Gives the content one more name; where links do not work, a complete copy, with its owner and as much of its mode as a backup may have. */
export function stageOld(fs: FsOps, staged: string, { path, stat: old, allowedMode }: OldContent): void {
  try {
    fs.link(path, staged);
    return;
  } catch (error) {
    if (!NO_LINKS.has(errnoOf(error) ?? '')) throw error;
  }
  const found = readBytes(fs, path, old.size);
  if (found.kind !== 'bytes') throw Object.assign(new Error(`${path}: ${found.kind}`), { code: 'EIO' });
  const { uid, gid } = old;
  const mode = modeOf(old, allowedMode);
  writeNewFile(fs, { path: staged, bytes: found.bytes, mode, owner: { uid, gid }, target: path });
}

function restrict(fs: FsOps, paths: readonly string[], old: FileStat, { allowedMode }: Keeping): void {
  const mode = modeOf(old, allowedMode);
  if (mode === old.mode || fs.platform === 'win32') return;
  for (const path of paths) restrictMode(fs, path, mode);
}

/**
 * Takes from a copy the mode bits beyond these, durably, and gives none. Throws what the operating system throws; leaves alone what is no file, for a
 * link may have been put there.
 */
export function restrictMode(fs: FsOps, path: string, mode: number): void {
  const fd = uninterrupted(() => fs.open(path, READ_FLAGS | NO_FOLLOW));
  try {
    const stats = fs.fstat(fd);
    const found = Number(stats.mode) & 0o7777;
    if (!stats.isFile() || (found & mode) === found) return;
    uninterrupted(() => fs.fchmod(fd, found & mode));
    uninterrupted(() => fs.fsync(fd));
  } finally {
    closeRead(fs, fd);
  }
}

function modeOf(old: FileStat, allowedMode: number | undefined): number {
  return allowedMode === undefined ? old.mode : old.mode & allowedMode;
}

/** Keeps a name for what is about to lose it. */
function linkIfThere(fs: FsOps, path: string, to: string): 'linked' | 'absent' | 'no links' {
  try {
    fs.link(path, to);
    return 'linked';
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 'absent';
    if (NO_LINKS.has(errnoOf(error) ?? '')) return isThere(fs, path) ? 'no links' : 'absent';
    throw error;
  }
}

function putBack(session: WriterSession, previous: string, bak: string): void {
  try {
    session.fs.rename(previous, bak);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    session.log({ kind: 'not-removed', path: bak, errno });
  }
}

/** Into our staging directory: where somebody took our lock away, that is gone, and the .bak is no longer ours to take. */
function moveBack(session: WriterSession, bak: string, staged: string): void {
  try {
    session.fs.rename(bak, staged);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    if (errno !== 'ENOENT') session.log({ kind: 'not-removed', path: bak, errno });
    return;
  }
  session.removeLater(removeFile(session.fs, staged), staged);
}

function isThere(fs: FsOps, path: string): boolean {
  try {
    fs.lstat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
    return false;
  }
}
