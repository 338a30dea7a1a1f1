import { StatefixError } from '../../model/errors.ts';
import { type GitAnswer, piecesOf } from './answer.ts';
import { type WorkTree, withoutGit } from './work-tree.ts';
import { type StatusEntry, statusOf } from './work-tree-status.ts';

/** The files that differ from a commit, by their names in git. */
export interface ChangedFiles {
  /** Those that are there. */
  readonly present: ReadonlySet<string>;
  /** Those that are gone, too. */
  readonly all: ReadonlySet<string>;
}

/** What differs between the newest commit and the work tree, staged or not, and what git does not track or ignore. */
export async function changedFiles(workTree: WorkTree, option: string): Promise<ChangedFiles> {
  return changedWith(await statusOf(workTree, option, { hasUntracked: true }), []);
}

/**
 * The same, and what the commits since the newest common ancestor with `ref` changed. Throws `USAGE` for a name that means no commit, and where
 * there is no common ancestor to be had.
 */
export async function changedSince(workTree: WorkTree, ref: string): Promise<ChangedFiles> {
  const option = 'since';
  const tip = ref.startsWith('-') ? undefined : lineOf(await workTree.ask(commitNamed(ref)));
  if (tip === undefined) throw noCommit(ref);
  const head = lineOf(await workTree.ask(commitNamed('HEAD')));
  if (head === undefined) throw withoutGit(option, 'there is no commit yet');
  const base = lineOf(await workTree.ask(['merge-base', tip, head]));
  if (base === undefined) throw noAncestor(ref);
  const answer = await workTree.ask([
    ...['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-ext-diff', '--no-textconv', '--ignore-submodules=all'],
    ...[base, head],
  ]);
  if (answer.kind === 'failed') throw withoutGit(option, answer.reason);
  const entries = await statusOf(workTree, option, { hasUntracked: true });
  return changedWith(entries, differences(piecesOf(answer.bytes), workTree));
}

interface Difference {
  readonly name: string;
  readonly letter: string;
}

function differences(pieces: readonly string[], { composed }: WorkTree): readonly Difference[] {
  const found: Difference[] = [];
  for (let at = 0; at + 1 < pieces.length; at += 2) {
    const letter = pieces[at]?.slice(-1) ?? '';
    found.push({ letter, name: composed(pieces[at + 1] ?? '') });
  }
  return found;
}

function changedWith(entries: readonly StatusEntry[], committed: readonly Difference[]): ChangedFiles {
  const all = new Set([...committed, ...entries].map(({ name }) => name));
  const present = new Set(committed.filter(({ letter }) => letter !== 'D').map(({ name }) => name));
  for (const entry of entries) {
    const { name } = entry;
    // A file that was taken out of the index alone comes a second time, as one that is not tracked.
    if (isGone(entry)) present.delete(name);
    else present.add(name);
  }
  return { present, all };
}

/** In the work tree. Of a conflict, what one side has stays there. */
function isGone({ kind, index, tree }: StatusEntry): boolean {
  if (kind === 'unmerged') return index === 'D' && tree === 'D';
  return tree === 'D' || (index === 'D' && tree === '.');
}

function commitNamed(ref: string): readonly string[] {
  return ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
}

function lineOf(answer: GitAnswer): string | undefined {
  const line = answer.kind === 'answer' ? answer.bytes.toString('utf8').trim() : '';
  return /^[0-9a-f]{40,64}$/.test(line) ? line : undefined;
}

function noCommit(ref: string): StatefixError {
  return new StatefixError('USAGE', `--since ${JSON.stringify(ref)} names no commit that is here`, {
    hint: 'Name a branch, a tag or a commit, such as origin/main. In CI it may have to be fetched first: git fetch origin main',
  });
}

function noAncestor(ref: string): StatefixError {
  return new StatefixError(
    'USAGE',
    `--since ${JSON.stringify(ref)}: it has no common ancestor with HEAD that is here`,
    {
      hint: 'Where the clone is shallow, fetch the rest: git fetch --unshallow (in actions/checkout: fetch-depth: 0)',
    },
  );
}
