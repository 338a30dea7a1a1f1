import { piecesOf } from './answer.ts';
import { type WorkTree, withoutGit } from './work-tree.ts';

/** What git says of a file that is not the same everywhere: in the newest commit, in the index, and in the work tree. */
export interface StatusEntry {
  /** In the repository, with `/`. */
  readonly name: string;
  readonly kind: 'tracked' | 'unmerged' | 'untracked';
  /** What the index did to the newest commit, and the work tree to the index; git's letters, `.` for nothing. */
  readonly index: string;
  readonly tree: string;
}

/**
 * Every file that differs between the newest commit, the index and the work tree; before the first commit, all of the index. Submodules and
 * ignored files are left out, renames are a deletion and an addition. Takes no lock and runs no filter.
 */
export async function statusOf(
  workTree: WorkTree,
  option: string,
  { hasUntracked }: { readonly hasUntracked: boolean },
): Promise<readonly StatusEntry[]> {
  const answer = await workTree.ask([
    ...['status', '--porcelain=v2', '-z', '--no-renames', '--no-ahead-behind', '--ignore-submodules=all'],
    ...['--ignored=no', `--untracked-files=${hasUntracked ? 'all' : 'no'}`],
  ]);
  if (answer.kind === 'failed') throw withoutGit(option, answer.reason);
  return piecesOf(answer.bytes).flatMap((piece) => entryOf(piece, workTree));
}

const TRACKED = /^1 (.)(.) N\.\.\. (?:\S+ ){5}(.+)$/s;
const UNMERGED = /^u (.)(.) N\.\.\. (?:\S+ ){7}(.+)$/s;
// A directory is a repository of its own.
const UNTRACKED = /^\? (.*[^/])$/s;

function entryOf(piece: string, { composed }: WorkTree): readonly StatusEntry[] {
  const [, index, tree, tracked] = TRACKED.exec(piece) ?? [];
  if (index !== undefined && tree !== undefined && tracked !== undefined) {
    return [{ name: composed(tracked), kind: 'tracked', index, tree }];
  }
  const [, ours, theirs, unmerged] = UNMERGED.exec(piece) ?? [];
  if (ours !== undefined && theirs !== undefined && unmerged !== undefined) {
    return [{ name: composed(unmerged), kind: 'unmerged', index: ours, tree: theirs }];
  }
  const [, untracked] = UNTRACKED.exec(piece) ?? [];
  return untracked === undefined ? [] : [{ name: composed(untracked), kind: 'untracked', index: '.', tree: '?' }];
}
