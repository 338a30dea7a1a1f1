import { parseChecksumFile } from '../formats/checksum-file.ts';
import type { RawFile, UnreadFile } from '../model/state-file.ts';
import { readContent } from './candidates/git-content.ts';
import { piecesOf } from './git/answer.ts';
import { createGitObjects } from './git/objects.ts';
import { type WorkTree, withoutGit } from './git/work-tree.ts';
import { statusOf } from './git/work-tree-status.ts';

/** The regular files of the index, and how they stand to the newest commit and to the work tree. Paths are absolute. */
export interface IndexFiles {
  /** All of them; files in conflict as far as the work tree has them. */
  readonly paths: readonly string[];
  /** By name in git: those that a commit would add or change, and those in conflict. */
  readonly staged: ReadonlySet<string>;
  /** The same, and what a commit would take away. */
  readonly touched: ReadonlySet<string>;
  /** True where git holds three versions of a file, and none that could be committed. */
  isUnmerged(path: string): boolean;
  /** False where the work tree has another content of the file than the index, as git compares them, or none. */
  isSameInTree(path: string): boolean;
  /** The content that would be committed; `undefined` where the index has none. */
  read(path: string, limit: number): Promise<RawFile | UnreadFile | undefined>;
  /** The digest that a checksum file in the index records. */
  recordedIn(path: string): Promise<string | undefined>;
}

/** A checksum file is one line. */
const MOST_OF_CHECKSUM = 4096;

/** Reads what the index lists; the contents are read when they are asked for, by one git. Throws `USAGE` where git cannot say. */
export async function openIndexFiles(workTree: WorkTree, option: string, signal: AbortSignal): Promise<IndexFiles> {
  const { program, root, composed, nameOf, pathOf } = workTree;
  const entries = await statusOf(workTree, option, { hasUntracked: false });
  const listing = await workTree.ask(['ls-files', '--stage', '-z']);
  if (listing.kind === 'failed') throw withoutGit(option, listing.reason);
  const unmerged = new Set(entries.flatMap(({ kind, name }) => (kind === 'unmerged' ? [name] : [])));
  // `git add --intent-to-add`: a name without a content, which is not committed.
  const promised = new Set(entries.flatMap(({ name, tree, index }) => (index === '.' && tree === 'A' ? [name] : [])));
  const blobs = new Map<string, string>();
  for (const piece of piecesOf(listing.bytes)) {
    const [, blob, name] = /^100[0-7]{3} ([0-9a-f]+) 0\t(.+)$/s.exec(piece) ?? [];
    if (blob !== undefined && name !== undefined && !promised.has(composed(name))) blobs.set(composed(name), blob);
  }
  const left = entries.filter(({ kind, index, tree }) => kind === 'unmerged' && !(index === 'D' && tree === 'D'));
  const staged = entries.filter(({ kind, index, name }) => kind === 'tracked' && index !== '.' && blobs.has(name));
  const different = new Set(entries.flatMap(({ name, tree }) => (tree === '.' ? [] : [name])));
  const objects = createGitObjects({ program, directory: root, separator: '\n', signal });
  // What comes after the end starts git for as long as it is asked: nobody has to say when the last file was read.
  await objects.close();

  const read = async (path: string, limit: number) => {
    const blob = blobs.get(nameOf(path) ?? '');
    return blob === undefined ? undefined : await readContent(objects, { blob, revision: 'index', path }, limit);
  };
  return {
    paths: [...blobs.keys(), ...left.map(({ name }) => name)].map(pathOf),
    staged: new Set([...staged, ...left].map(({ name }) => name)),
    touched: new Set([...entries.filter(({ index }) => index !== '.'), ...left].map(({ name }) => name)),
    isUnmerged: (path) => unmerged.has(nameOf(path) ?? ''),
    isSameInTree: (path) => !different.has(nameOf(path) ?? ''),
    read,
    async recordedIn(path) {
      const file = await read(path, MOST_OF_CHECKSUM);
      return file?.kind === 'raw' && file.text !== undefined ? parseChecksumFile(file.text) : undefined;
    },
  };
}
