import { join } from 'node:path';
import type { FsOps } from '../fs-ops.ts';
import { readBytes } from '../read-bytes.ts';
import { type AskGit, type GitAnswer, linesOf } from './ask-git.ts';

/** What git writes down of a merge is short; a todo list of a rebase may have thousands of lines. */
const MAX_SIZE = 16 * 1024 * 1024;

/** What is known of a merge that git is at. */
export interface MergeAtHand {
  readonly fs: FsOps;
  readonly git: AskGit;
  /** Absolute: the directory in which git keeps the state of this work tree. */
  readonly gitDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The path of the file in the repository, with `/`. */
  readonly path: string;
  /** The content of their side. */
  readonly theirs: Uint8Array;
}

/**
 * The commit whose content a merge brings in, by its full name. Git tells it to a merge driver only during `git merge` (`GITHEAD_…`); a rebase, or a
 * cherry-pick of several commits, leaves it in its list of what is to be done; for all others, such as one cherry-pick, a revert or a stash, a commit is
 * looked for that holds their content at that path. `undefined` where none is to be found.
 */
export function mergedCommit(merge: MergeAtHand): string | undefined {
  const { git, theirs } = merge;
  const blob = lineOf(git(['hash-object', '--stdin'], theirs));
  const heads = headsNamed(merge.environment);
  const named = [...heads, ...namedInFiles(merge)];
  const holder = named.find((name) => blob !== undefined && blobIn(name, merge) === blob);
  // A file that was renamed, or whose content git normalised first, is not found by its content; what the merge names is right all the same.
  const commit = holder ?? heads[0] ?? (blob === undefined ? undefined : holderOf(blob, merge));
  return commit === undefined ? undefined : lineOf(git(['rev-parse', '--verify', '--quiet', `${commit}^{commit}`]));
}

/**
 * True where a merge of that commit brings a file that it holds. `git merge` brings all of it; of a commit that is picked, by a rebase too, only what
 * it added itself comes along.
 */
export function bringsFile(
  commit: string,
  path: string,
  { git, environment }: Pick<MergeAtHand, 'git' | 'environment'>,
): boolean {
  const isWhole = headsNamed(environment).includes(commit);
  return isWhole || linesOf(git(['rev-parse', '--verify', '--quiet', `${commit}^:${path}`])).length === 0;
}

function headsNamed(environment: MergeAtHand['environment']): readonly string[] {
  return Object.keys(environment).flatMap((name) => /^GITHEAD_([0-9a-f]{40,64})$/.exec(name)?.[1] ?? []);
}

/** Every commit that an operation of several steps says it is at: it may be stale, so it is believed by its content alone. */
function namedInFiles(merge: MergeAtHand): readonly string[] {
  const firstWordOf = (name: string) => lines(merge, name)[0];
  const done = lines(merge, 'rebase-merge/done').at(-1);
  const todo = firstWordOf('sequencer/todo');
  const pointers = ['rebase-apply/original-commit', 'REBASE_HEAD', 'CHERRY_PICK_HEAD', 'MERGE_HEAD'];
  const texts = [...[done, todo].map((line) => line?.split(' ')[1]), ...pointers.map(firstWordOf)];
  return texts.filter((text) => text !== undefined && /^[0-9a-f]{4,64}$/.test(text)) as string[];
}

function lines({ fs, gitDirectory }: MergeAtHand, name: string): readonly string[] {
  const found = readBytes(fs, join(gitDirectory, name), MAX_SIZE);
  if (found.kind !== 'bytes') return [];
  return new TextDecoder()
    .decode(found.bytes)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function blobIn(commit: string, { git, path }: MergeAtHand): string | undefined {
  return lineOf(git(['rev-parse', '--verify', '--quiet', `${commit}:${path}`]));
}

/** The newest commit in which that content came or went, or the one before it; with `-m`, since a stash is a merge. */
function holderOf(blob: string, merge: MergeAtHand): string | undefined {
  const format = ['-m', '--no-color', '--no-ext-diff', '--no-textconv', '--format=%H'];
  const found = lineOf(merge.git(['log', '--all', '--max-count=1', ...format, `--find-object=${blob}`]));
  return [found, `${found}^`].find(
    (commit) => found !== undefined && commit !== undefined && blobIn(commit, merge) === blob,
  );
}

/** `undefined` where git answers nothing. */
function lineOf(answer: GitAnswer): string | undefined {
  return linesOf(answer).find((line) => line !== '');
}
