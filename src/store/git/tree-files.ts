import { decode } from '../../formats/decode.ts';
import { StatefixError } from '../../model/errors.ts';
import { visible } from '../../model/visible.ts';
import type { FsOps } from '../fs-ops.ts';
import { createGitObjects, type GitObjects } from './objects.ts';
import { type Environment, findGit } from './program.ts';
import { readTree, type TreeEntry } from './tree.ts';

/** A file of a commit. */
export interface CommitFile {
  /** In the repository, with `/`; it has no empty part, no `.` or `..`, no backslash. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface CommitFilesSearch {
  readonly fs: Pick<FsOps, 'platform' | 'stat'>;
  readonly environment: Environment;
  /** Absolute: a directory in the repository. */
  readonly root: string;
  /** A full id. */
  readonly commit: string;
  /** Files and directories of the repository, with `/`; a directory stands for all that is below it. */
  readonly paths: readonly string[];
  readonly signal: AbortSignal;
}

const MOST_FILES = 2000;
const MOST_DIRECTORIES = 2000;
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The text files that a commit holds at those paths, by one run of git and without a checkout: regular files in UTF-8 alone, as they are
 * stored. Links, submodules and names that no file system should be given are passed over, and so is a path at which there is nothing.
 * Throws `REGISTRY_INVALID` for more than 2 000 files or 16 MiB, and where git cannot give what the commit names.
 */
export async function filesOfCommit(search: CommitFilesSearch): Promise<readonly CommitFile[]> {
  const { fs, environment, root, commit, paths, signal } = search;
  if (!/^[0-9a-f]{40,64}$/.test(commit)) throw new RangeError(`${commit} is no full id of a commit`);
  const program = findGit(fs, environment);
  const objects = createGitObjects({ program, directory: root, separator: '\n', signal });
  try {
    return await createTreeReader(objects, commit).filesAt(paths);
  } finally {
    await objects.close();
  }
}

function createTreeReader(objects: GitObjects, commit: string) {
  const trees = new Map<string, readonly TreeEntry[]>();
  const files = new Map<string, Uint8Array>();
  let directories = 0;
  let room = MOST_BYTES;

  async function object(id: string, type: 'blob' | 'tree', path: string): Promise<Uint8Array> {
    const found = await objects.read(id, type === 'blob' ? room : MOST_BYTES);
    if (found.kind === 'too-large') throw tooMuch(commit);
    if (found.kind !== 'object' || found.type !== type) {
      throw unreadable(commit, path, found.kind === 'failed' ? found.reason : 'git has lost it, or cannot read it');
    }
    return found.bytes;
  }

  async function entriesOf(id: string, path: string): Promise<readonly TreeEntry[]> {
    const known = trees.get(id) ?? readTree(await object(id, 'tree', path), commit.length / 2);
    trees.set(id, known);
    return known;
  }

  async function entryAt(path: string): Promise<TreeEntry | undefined> {
    let entry: TreeEntry = { name: '', kind: 'directory', id: `${commit}^{tree}` };
    for (const name of path.split('/').filter(Boolean)) {
      if (entry.kind !== 'directory') return undefined;
      const next: TreeEntry | undefined = (await entriesOf(entry.id, path)).find((each) => each.name === name);
      if (next === undefined || !isPlainName(name)) return undefined;
      entry = next;
    }
    return entry;
  }

  async function takeFile(id: string, path: string): Promise<void> {
    if (files.has(path)) return;
    const bytes = await object(id, 'blob', path);
    room -= bytes.length;
    if (files.size >= MOST_FILES) throw tooMuch(commit);
    if (decode(bytes).kind === 'text' && !bytes.includes(0)) files.set(path, bytes);
  }

  /** Level by level: no depth of directories is too much for the stack. */
  async function takeDirectory(id: string, path: string): Promise<void> {
    const ahead = [{ id, path }];
    for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
      directories += 1;
      if (directories > MOST_DIRECTORIES) throw tooMuch(commit);
      for (const { name, kind, id: below } of await entriesOf(at.id, at.path)) {
        if (!isPlainName(name)) continue;
        const inside = at.path === '' ? name : `${at.path}/${name}`;
        if (kind === 'directory') ahead.push({ id: below, path: inside });
        if (kind === 'file') await takeFile(below, inside);
      }
    }
  }

  return {
    async filesAt(paths: readonly string[]): Promise<readonly CommitFile[]> {
      for (const given of paths) {
        const path = given.split('/').filter(Boolean).join('/');
        const entry = await entryAt(path);
        if (entry?.kind === 'directory') await takeDirectory(entry.id, path);
        if (entry?.kind === 'file') await takeFile(entry.id, path);
      }
      return [...files].map(([path, bytes]) => ({ path, bytes }));
    },
  };
}

/** A hostile commit names what git itself would not check out. */
function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && name.toLowerCase() !== '.git' && !/[/\\]/.test(name);
}

function tooMuch(commit: string): StatefixError {
  const message = `the registry of commit ${commit.slice(0, 12)} is too large: more than ${MOST_FILES} files or 16 MiB`;
  return new StatefixError('REGISTRY_INVALID', message, { hint: 'Name smaller folders in `registry` of the config.' });
}

function unreadable(commit: string, path: string, reason: string): StatefixError {
  const what = path === '' ? '' : ` (${visible(path)})`;
  return new StatefixError('REGISTRY_INVALID', `commit ${commit.slice(0, 12)}${what} cannot be read: ${reason}`, {
    hint: 'Fetch it, and check the repository with: git fsck',
  });
}
