import { basename, dirname, join } from 'node:path';
import { errnoOf } from '../../model/errors.ts';
import type { RawFile, UnreadFile } from '../../model/state-file.ts';
import { readContent } from '../candidates/git-content.ts';
import type { FsOps } from '../fs-ops.ts';
import { createGitObjects } from '../git/objects.ts';
import { type Environment, findGit } from '../git/program.ts';
import { rootAsSeen } from '../git/root-as-seen.ts';
import { gitIn } from '../merge/ask-git.ts';
import { displayPath, isInside } from '../shown-path.ts';
import type { Revision } from './revision.ts';
import { createTreeFs } from './tree-fs.ts';
import { type BaseEntry, listCommit, renamesSince, stagedModes } from './tree-listing.ts';

/** A commit that files are held against. Paths are absolute, as the run sees them. */
export interface Base {
  /** As it was named. */
  readonly shown: string;
  /** What the commit has at that path; links in its directories are followed as they are on the disk. */
  at(path: string): BaseEntry | undefined;
  /** The same for a path of its own tree, by the name alone. */
  named(path: string): BaseEntry | undefined;
  /** What the commit has under another name, that git takes for this file, where that name is gone. */
  renamedTo(path: string): BaseEntry | undefined;
  /** True for a path in the work tree, links in its directories followed. */
  isInside(path: string): boolean;
  /** Where the run sees a file of the commit. */
  pathOf(entry: BaseEntry): string;
  /** The id that git would give these bytes. */
  idOf(bytes: Uint8Array): string;
  /** The mode that the index has for it; `undefined` where it is not there. */
  stagedMode(path: string): string | undefined;
  /** Never throws for what the repository holds. */
  read(entry: BaseEntry, limit: number): Promise<RawFile | UnreadFile>;
  /** The commit as files; of those in `directories` the contents can be read, as far as they are not too many. */
  files(directories?: readonly string[]): Promise<FsOps>;
  /** Ends git. */
  close(): Promise<void>;
}

/** What opening a base takes. */
export interface BaseSource {
  readonly fs: FsOps;
  readonly environment: Environment;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly revision: Revision;
}

/** A registry of more was not meant to be one. */
const MOST_FILES = 2000;
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Opens a commit: git is started once to list it, and once for all contents that are asked for; modes and renames are asked only where they may matter.
 * Nothing of the repository is run, nothing is fetched.
 */
export function openBase({ fs, environment, cwd, signal, revision }: BaseSource): Base {
  const { commit, root } = revision;
  const git = gitIn(fs, root, environment);
  const entries = listCommit(git, commit);
  const program = findGit(fs, environment);
  const objects = createGitObjects({ program, directory: root, separator: '\n', signal });
  const seenRoot = rootAsSeen(fs, cwd, root);
  const contents = new Map<string, Uint8Array>();
  const realDirectories = new Map<string, string | undefined>();
  let modes: ReadonlyMap<string, string> | undefined;
  let renames: ReadonlyMap<string, string> | undefined;
  let tree: FsOps | undefined;

  function realOf(directory: string): string | undefined {
    if (!realDirectories.has(directory)) realDirectories.set(directory, realDirectory(fs, directory));
    return realDirectories.get(directory);
  }

  /** From the top of the work tree; `undefined` outside of it. */
  function nameOf(path: string): string | undefined {
    const directory = realOf(dirname(path));
    const real = directory === undefined ? path : join(directory, basename(path));
    const top = directory === undefined ? seenRoot : root;
    if (!isInside(real, top)) return undefined;
    return displayPath(real, top);
  }

  /** macOS tells names decomposed, and git keeps them composed. */
  function found<Item>(items: ReadonlyMap<string, Item>, path: string): Item | undefined {
    const name = nameOf(path);
    return name === undefined ? undefined : (items.get(name) ?? items.get(name.normalize('NFC')));
  }

  async function load(directories: readonly string[]): Promise<void> {
    const wanted = [...entries.values()].filter(({ path }) =>
      directories.some((directory) => isInside(join(seenRoot, path), directory)),
    );
    let room = MOST_BYTES;
    for (const { id } of wanted.slice(0, MOST_FILES)) {
      if (contents.has(id)) continue;
      const found = await objects.read(id, room);
      if (found.kind !== 'object' || found.type !== 'blob') continue;
      room -= found.bytes.length;
      contents.set(id, found.bytes);
    }
  }

  const pathOf = ({ path }: BaseEntry) => join(seenRoot, path);
  return {
    shown: revision.ref,
    at: (path) => found(entries, path),
    named: (path) => (isInside(path, seenRoot) ? entries.get(displayPath(path, seenRoot)) : undefined),
    renamedTo(path) {
      renames ??= renamesSince(git, commit);
      const before = found(renames, path);
      return before === undefined ? undefined : entries.get(before);
    },
    isInside: (path) => nameOf(path) !== undefined,
    pathOf,
    idOf: (bytes) => blobId(bytes, commit.length === 40 ? 'sha1' : 'sha256'),
    stagedMode(path) {
      modes ??= stagedModes(git);
      return found(modes, path);
    },
    read: (entry, limit) => readContent(objects, { blob: entry.id, revision: commit, path: pathOf(entry) }, limit),
    async files(directories = []) {
      await load(directories);
      tree ??= createTreeFs({ root: seenRoot, entries, contents }, fs.platform);
      return tree;
    },
    close: () => objects.close(),
  };
}

function realDirectory(fs: FsOps, directory: string): string | undefined {
  try {
    return fs.realpath(directory);
  } catch (error) {
    // It is gone, or may not be seen: then its name must do.
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}

// Taken when it is first needed, as for digests.
const crypto = (): typeof import('node:crypto') => process.getBuiltinModule('node:crypto');

function blobId(bytes: Uint8Array, algorithm: 'sha1' | 'sha256'): string {
  return crypto().createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
