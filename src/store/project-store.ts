import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { errnoOf, StatefixError } from '../model/errors.ts';
import type { Config } from '../registry/config.ts';
import { ensureDirectory, syncMade } from './directories.ts';
import { DIRECTORY_FLAGS, type FsOps, NO_FOLLOW } from './fs-ops.ts';
import type { StoreLog } from './log.ts';
import { type Owner, writeNewFile } from './new-file.ts';
import { closeRead } from './read-bytes.ts';
import { during } from './write-error.ts';

/** The `.statefix/` directory beside a config: backups, journal and audit of a project. Nothing of it needs to exist. */
export interface ProjectStore {
  /** Absolute: the directory of the config, which recorded paths are relative to. */
  readonly root: string;
  /** Absolute: `<root>/.statefix`. */
  readonly directory: string;
}

/**
 * The store of a project, by its real path; `undefined` without a config: a lone file leaves nothing behind but its `.bak`. Throws `WRITE_FAILED`
 * (`read`) where the system does not tell that path.
 */
export function projectStoreOf(
  { path, directory }: Pick<Config, 'path' | 'directory'>,
  fs: Pick<FsOps, 'realpath'>,
): ProjectStore | undefined {
  if (path === undefined) return undefined;
  const root = during('read', directory, () => fs.realpath(directory));
  return { root, directory: join(root, '.statefix') };
}

export function backupsDirectory({ directory }: ProjectStore): string {
  return join(directory, 'backups');
}

export function journalDirectory({ directory }: ProjectStore): string {
  return join(directory, 'journal');
}

export function auditPath({ directory }: ProjectStore): string {
  return join(directory, 'audit.jsonl');
}

export function auditHeadPath({ directory }: ProjectStore): string {
  return join(directory, 'audit.head');
}

/** A path as journal, manifest and audit record it: relative to the project with `/`, so that a project can be moved. */
export function recordedPath({ root }: ProjectStore, path: string): string {
  const name = relative(root, path);
  return isAbsolute(name) ? path : name.split(sep).join('/');
}

/** The absolute path that was recorded. */
export function pathOfRecord({ root }: ProjectStore, recorded: string): string {
  return resolve(root, recorded);
}

/**
 * Makes `.statefix/` with its own `.gitignore` and the directory below it that is needed now, durably. Throws `WRITE_FAILED` (`create directory`), also
 * where one of them is a link: a repository, or whoever may write there, can bring one along, and what is written or cleared through it is elsewhere.
 */
export function ensureStoreDirectory(fs: FsOps, store: ProjectStore, directory: string, log: StoreLog): void {
  ensureNoLinkTo(fs, store, directory);
  const made = ensureDirectory(fs, directory);
  const owner = storeOwner(fs, store);
  if (owner !== undefined) for (const each of made) during('chown', each, () => giveDirectory(fs, each, owner));
  syncMade(fs, made, log, '');
  ensureIgnored(fs, join(store.directory, '.gitignore'));
}

/** Who owns what root makes in the store: the owner of the project, who shall go on with it. `undefined` for everybody else, who owns what he makes. */
export function storeOwner(fs: Pick<FsOps, 'stat' | 'platform'>, { root }: ProjectStore): Owner | undefined {
  if (fs.platform === 'win32' || process.geteuid?.() !== 0) return undefined;
  const { uid, gid } = during('read', root, () => fs.stat(root));
  return { uid: Number(uid), gid: Number(gid) };
}

function giveDirectory(fs: FsOps, path: string, { uid, gid }: Owner): void {
  const fd = fs.open(path, DIRECTORY_FLAGS | NO_FOLLOW);
  try {
    fs.fchown(fd, uid, gid);
  } finally {
    closeRead(fs, fd);
  }
}

/** Throws `WRITE_FAILED` (`create directory`) where a directory of the store, or `.statefix/` itself, is a link: also what is cleared there is elsewhere. */
export function ensureNoLinkTo(fs: FsOps, store: ProjectStore, directory: string): void {
  for (let at = directory; at !== store.root && at !== dirname(at); at = dirname(at)) ensureNoLinkAt(fs, at);
}

function ensureNoLinkAt(fs: FsOps, path: string): void {
  if (!during('create directory', path, () => isLink(fs, path))) return;
  throw new StatefixError('WRITE_FAILED', `${path}: cannot create directory: it is a link, and may lead anywhere`, {
    hint: 'Remove the link: statefix makes a directory in its place.',
    step: 'create directory',
    path,
  });
}

function isLink(fs: FsOps, path: string): boolean {
  try {
    return fs.lstat(path).isSymbolicLink();
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
    return false;
  }
}

/** Nothing below is for git: backups are copies, and the audit is of this machine. */
function ensureIgnored(fs: FsOps, path: string): void {
  try {
    fs.lstat(path);
    return;
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') return;
  }
  try {
    writeNewFile(fs, {
      path,
      bytes: new TextEncoder().encode('*\n'),
      mode: 0o644,
      owner: undefined,
      target: dirname(path),
    });
  } catch (error) {
    // Somebody else was faster, or it cannot be written: then the next write here says so.
    if (!(error instanceof Error)) throw error;
  }
}
