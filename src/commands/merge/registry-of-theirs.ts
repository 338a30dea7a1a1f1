import { relative, sep } from 'node:path';
import { StatefixError } from '../../model/errors.ts';
import { filesOfCommit } from '../../store/git/tree-files.ts';
import { type AskGit, gitIn } from '../../store/merge/ask-git.ts';
import { openBorrowedTree } from '../../store/merge/borrowed-tree.ts';
import { bringsFile, mergedCommit } from '../../store/merge/merged-commit.ts';
import { type MergingRepository, mergingRepository } from '../../store/merge/repository.ts';
import { isInside } from '../../store/shown-path.ts';
import type { RunContext } from '../run.ts';
import type { MergeOptions } from './options.ts';
import { type Claim, placesOfConfig, placesOfRegistry, registryOfTree } from './registries.ts';

/** What came of using another registry, or why there is none. */
export type Borrowing<Result> =
  | {
      readonly kind: 'done';
      readonly commit: string;
      readonly result: Result;
      /** True where a file of that registry, by its absolute path, comes into the work tree with the merge. */
      brings(file: string): boolean;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Acts with the registry of the commit that is being merged in, since a version, and the step that leads to it, may have arrived with the state itself. Its
 * files are laid out in a private directory, which is gone when this returns or throws. Loading its steps runs code of that commit: not in an event that
 * would lend it rights that its author does not have.
 */
export async function withRegistryOfTheirs<Result>(
  options: MergeOptions,
  theirs: Uint8Array,
  context: RunContext,
  act: (claim: Claim) => Promise<Result>,
): Promise<Borrowing<Result>> {
  const refused = (reason: string) => ({ kind: 'refused', reason }) as const;
  if ([options.config, options.schemas, options.migrations].some((option) => option !== undefined)) {
    return refused('the registry was named by an option');
  }
  const { fs, cwd, environment, trust } = context;
  if (trust.event === 'privileged') {
    const event = environment['GITHUB_EVENT_NAME'] ?? 'privileged';
    return refused(
      `in an event of GitHub that has the rights of the repository (${event}) no code of another commit is run`,
    );
  }
  const git: AskGit = gitIn(fs, cwd, environment);
  const repository = mergingRepository(git, options.path);
  if (repository === undefined) return refused('there is no git repository whose other commit could be asked');
  const { gitDirectory, path } = repository;
  const commit = mergedCommit({ fs, git, gitDirectory, environment, path, theirs });
  if (commit === undefined) return refused('git does not tell which commit is merged');
  try {
    const { root, result } = await inTreeOf(commit, repository, options, context, act);
    const brings = (file: string) =>
      !isInside(file, root) || bringsFile(commit, relative(root, file).replaceAll(sep, '/'), { git, environment });
    return { kind: 'done', commit, result, brings };
  } catch (error) {
    // A commit that cannot be read, a registry that is too large, a directory that cannot be written.
    if (error instanceof StatefixError) return refused(error.message);
    throw error;
  }
}

async function inTreeOf<Result>(
  commit: string,
  { root, gitDirectory, path }: MergingRepository,
  options: MergeOptions,
  context: RunContext,
  act: (claim: Claim) => Promise<Result>,
): Promise<{ readonly root: string; readonly result: Result }> {
  const { fs, environment, log, signal } = context;
  const tree = openBorrowedTree(fs, gitDirectory, log);
  try {
    // A walk upwards for the config ends here.
    tree.add([{ path: '.git', bytes: new Uint8Array() }]);
    const read = (paths: readonly string[]) => filesOfCommit({ fs, environment, root, commit, paths, signal });
    tree.add(await read(placesOfConfig(path)));
    tree.add(await read(await placesOfRegistry(tree.root, path, context)));
    const result = await act(await registryOfTree(options, { root: tree.root, path }, context));
    return { root: tree.root, result };
  } finally {
    tree.remove();
  }
}
