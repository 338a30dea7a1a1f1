import { dirname, resolve } from 'node:path';
import { errnoOf, StatefixError } from '../model/errors.ts';
import { ensureDirectory, removeMade, syncDirectory, syncMade } from './directories.ts';
import type { FsOps } from './fs-ops.ts';
import { describeSelf } from './lock/holder.ts';
import { realmOf } from './lock/realm.ts';
import type { StoreLog } from './log.ts';
import { newTempPath } from './names.ts';
import { type Owner, writeNewFile } from './new-file.ts';
import { removeFile } from './remove.ts';
import { renameOver } from './rename.ts';
import { statsAt } from './stats-at.ts';
import { during, writeError } from './write-error.ts';

export interface AtomicWriteOptions {
  readonly fs: FsOps;
  readonly log: StoreLog;
  /** The permission bits that the file has from the first instant on, whatever the umask. */
  readonly mode: number;
}

/**
 * Writes a whole file in one instant: whoever reads it, also after a crash or a power cut, gets the old content or the new one, and once this
 * resolves, the new one. Makes missing directories (0755). Follows links, a dangling one by the name that it gives. Where root replaces another
 * user's file, the owner stays.
 *
 * Takes no lock, keeps no backup, and does not look at what it replaces: of two writers at once, the later rename wins. Extended attributes and ACLs
 * of the old file do not come along.
 *
 * Throws `WRITE_FAILED` with the step that failed and the errno (without one for a device, a pipe or a socket, which it does not replace), or `OWNERSHIP`; then the old file is as it was, and temp file and new directories are
 * gone again. The one exception says so: `sync directory` after the new content is visible.
 */
export async function writeAtomic(path: string, data: Uint8Array | string, options: AtomicWriteOptions): Promise<void> {
  const { fs, log, mode } = options;
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  const target = during('create directory', path, () => followLinks(fs, resolve(path)));
  ensureReplaceable(fs, target);
  const made = ensureDirectory(fs, dirname(target));
  const temp = newTempPath(target, realmOf(describeSelf(fs)), process.pid);
  try {
    const owner = during('create temp file', target, () => ownerToKeep(fs, target));
    writeNewFile(fs, { path: temp, bytes, mode, owner, target });
    await putInPlace(fs, temp, target);
  } catch (error) {
    removeMade(fs, made);
    throw error;
  }
  syncMade(fs, made, log);
  syncDirectory(fs, dirname(target), log);
}

/** A rename would put a file in the place of a device, a pipe or a socket, for every program on the machine. */
function ensureReplaceable(fs: FsOps, target: string): void {
  const stats = during('create temp file', target, () => statsAt(fs, target));
  if (stats === undefined || stats.isFile() || stats.isDirectory()) return;
  throw new StatefixError('WRITE_FAILED', `${target}: cannot rename: it is no regular file`, {
    hint: 'Name a file, or a path at which nothing stands. Nothing was changed.',
    step: 'rename',
    path: target,
  });
}

async function putInPlace(fs: FsOps, temp: string, target: string): Promise<void> {
  try {
    await renameOver(fs, temp, target);
  } catch (error) {
    const errno = removeFile(fs, temp);
    throw writeError('rename', target, error, errno === undefined ? '' : `${temp} could not be removed: ${errno}`);
  }
}

/** The path that a chain of links ends in, whether something stands there or not. */
function followLinks(fs: FsOps, path: string): string {
  let at = path;
  for (let links = 0; links < 40; links += 1) {
    const next = linkTarget(fs, at);
    if (next === undefined) return at;
    // A relative link counts from the directory that holds it, itself perhaps reached through links.
    at = resolve(fs.realpath(dirname(at)), next);
  }
  throw new StatefixError('WRITE_FAILED', `${path}: cannot rename: ELOOP`, {
    hint: 'The path is a loop of links. Remove one of them.',
    step: 'rename',
    errno: 'ELOOP',
    path,
  });
}

function linkTarget(fs: FsOps, path: string): string | undefined {
  try {
    return fs.readlink(path);
  } catch (error) {
    // EINVAL: no link (UNKNOWN on Windows); ENOENT: nothing there yet.
    if (['EINVAL', 'ENOENT', 'UNKNOWN'].includes(errnoOf(error) ?? '')) return undefined;
    throw error;
  }
}

/** Only root can keep an owner other than itself. */
function ownerToKeep(fs: FsOps, target: string): Owner | undefined {
  if (process.geteuid?.() !== 0) return undefined;
  try {
    const stats = fs.stat(target);
    return { uid: Number(stats.uid), gid: Number(stats.gid) };
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
    return undefined;
  }
}
