import type { Dirent } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { FileSystemAdapter } from 'tinyglobby';
import { errnoOf } from '../model/errors.ts';
import type { FsOps } from './fs-ops.ts';
import { isInside } from './shown-path.ts';

/** Directories that no walk enters: they are others' or our own. */
const SKIPPED_DIRECTORIES: ReadonlySet<string> = new Set(['.git', 'node_modules', '.statefix']);
/** What statefix leaves beside a state file: never a state file itself. */
const OWN_NAME = /\.(?:bak|lock|sha256|corrupt-[^/]*)$|\.lock\.(?:rm|wait)\.[^/]*$|^\.tmp-/s;

/** Where a walk may look. */
export interface WalkScope {
  /** Absolute directories, entered whole. */
  readonly directories: readonly string[];
  /** Absolute files: seen without looking at the disk, so a pattern is asked of them as if nothing else were there. */
  readonly files: readonly string[];
}

/** Finds files by globs. Directory listings are read once. */
export interface Walker {
  /**
   * Absolute paths in the scope that match one of the patterns, relative to `base`. Links to files are found by their own names, links to directories
   * are not entered. What is no regular file is found like one, and so is a directory that cannot be listed, or that stands where a pattern without
   * wildcards means a file: whoever reads it says so.
   */
  find(patterns: readonly string[], base: string, scope: WalkScope): Promise<readonly string[]>;
}

/** True where a text can only mean a pattern, or a file whose name looks like one. */
export function looksLikeGlob(text: string): boolean {
  return /[*?[\]{}()!]/.test(text);
}

/** False for a name that no walk looks at: a directory of others or of our own, and what statefix leaves beside a state file. */
export function isWalked(name: string, what: 'file' | 'directory'): boolean {
  return !OWN_NAME.test(name) && !(what === 'directory' && SKIPPED_DIRECTORIES.has(name));
}

/** A walker on these file operations. The glob library is loaded when a pattern first needs it. */
export function createWalker(fs: FsOps): Walker {
  const listings = new Map<string, readonly Dirent[]>();
  const unlistable = new Set<string>();

  function entriesOf(directory: string): readonly Dirent[] {
    const known = listings.get(directory);
    if (known !== undefined) return known;
    const entries = readEntries(directory).flatMap((entry) => walked(entry, directory));
    listings.set(directory, entries);
    return entries;
  }

  function readEntries(directory: string): readonly Dirent[] {
    try {
      return fs.readdir(directory);
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === undefined) throw error;
      if (errno !== 'ENOENT' && errno !== 'ENOTDIR') unlistable.add(directory);
      return [];
    }
  }

  function walked(entry: Dirent, directory: string): readonly Dirent[] {
    if (!isWalked(entry.name, entry.isDirectory() ? 'directory' : 'file')) return [];
    if (entry.isDirectory()) return [entry];
    // A FIFO, a socket, a device: for its reader to refuse, not for us to pass over in silence.
    if (!entry.isSymbolicLink()) return [entry.isFile() ? entry : asEntry(entry.name, 'file')];
    return leadsToDirectory(join(directory, entry.name)) ? [] : [asEntry(entry.name, 'file')];
  }

  function leadsToDirectory(path: string): boolean {
    try {
      return fs.stat(path).isDirectory();
    } catch (error) {
      // A link to nothing, or into what we may not see: a file as far as we know, which its reader will judge.
      if (errnoOf(error) === undefined) throw error;
      return false;
    }
  }

  function adapterFor({ directories, files }: WalkScope): FileSystemAdapter {
    const filesBelow = new Map<string, Map<string, Dirent>>();
    const add = (path: string, type: 'file' | 'directory') => {
      const parent = dirname(path);
      if (parent === path) return;
      const below = filesBelow.get(parent) ?? new Map<string, Dirent>();
      filesBelow.set(parent, below);
      const name = path.slice(parent.endsWith('/') || parent.endsWith('\\') ? parent.length : parent.length + 1);
      if (below.has(name)) return;
      below.set(name, asEntry(name, type));
      add(parent, 'directory');
    };
    for (const path of files) add(path, 'file');
    for (const path of directories) add(path, 'directory');
    const readdirSync = (path: string): Dirent[] => {
      const directory = resolve(path);
      if (directories.some((each) => isInside(directory, each))) return [...entriesOf(directory)];
      return [...(filesBelow.get(directory)?.values() ?? [])];
    };
    // The library calls only this one form of it, `readdirSync(path, { withFileTypes: true })`.
    return { readdirSync } as unknown as FileSystemAdapter;
  }

  return {
    async find(patterns, base, scope) {
      const { globSync } = await import('tinyglobby');
      const options = { cwd: base, absolute: true, expandDirectories: false, followSymbolicLinks: false };
      const found = globSync(patterns, { ...options, fs: adapterFor(scope) }).map(resolved);
      const meant = patterns.filter((pattern) => !looksLikeGlob(pattern)).map((pattern) => resolve(base, pattern));
      const unread = [...unlistable, ...meant.filter((path) => leadsToDirectory(path))];
      return [
        ...new Set([...found, ...unread.filter((path) => scope.directories.some((each) => isInside(path, each)))]),
      ];
    },
  };
}

/** What the library gives is resolved already, but for other separators and for patterns that say `..`. */
function resolved(path: string): string {
  return sep === '/' && !/\/(?:\.{0,2}\/|\.{1,2}$)/.test(path) ? path : resolve(path);
}

function asEntry(name: string, type: 'file' | 'directory'): Dirent {
  const is = (asked: boolean) => () => asked;
  const no = is(false);
  const entry = {
    name,
    isFile: is(type === 'file'),
    isDirectory: is(type === 'directory'),
    isSymbolicLink: no,
    isBlockDevice: no,
    isCharacterDevice: no,
    isFIFO: no,
    isSocket: no,
  };
  return entry as unknown as Dirent;
}
