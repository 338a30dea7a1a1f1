import { StatefixError } from '../../model/errors.ts';
import { changedFiles, changedSince } from '../../store/git/changed-files.ts';
import { openWorkTree, type WorkTree } from '../../store/git/work-tree.ts';
import { openIndexFiles } from '../../store/index-files.ts';
import { listFiles } from '../../store/listed-files.ts';
import type { SelectedFile } from '../../store/select-files.ts';
import type { Purpose } from '../kinds-of-run.ts';
import type { Only, RunContext } from '../run.ts';
import { affectedKinds, type Yardsticks } from './affected-kinds.ts';
import type { Part } from './part.ts';
import { stagedFiles } from './staged-files.ts';

/** Asks git what changed. Throws `USAGE` where it cannot say, and for standard input, of which it knows nothing. */
export async function openChangedPart(
  only: Only,
  paths: readonly string[],
  context: RunContext,
  purpose: Purpose,
): Promise<Omit<Part, 'ofShard'>> {
  const { fs, cwd, environment, signal } = context;
  const option = only.kind;
  if (paths.includes('-')) throw notOfStandardInput(option);
  const workTree = await openWorkTree({ fs, cwd, environment, signal, option });
  const hasChanged = (names: ReadonlySet<string>, path: string) => names.has(workTree.nameOf(path) ?? '');
  if (only.kind === 'staged') {
    const index = await openIndexFiles(workTree, option, signal);
    const listed = listFiles(index.paths, workTree);
    const isListed = (path: string) => listed.whatIsAt(path) === 'other';
    return {
      listed,
      staged: stagedFiles(index, workTree, context, purpose),
      mayBeNone: true,
      narrow(targets, by) {
        const known = targets.filter((target) => isListed(target.path) || isOutside(target, workTree));
        const isChanged = (path: string) => hasChanged(index.staged, path);
        return narrowed(known, { by, changed: index.touched, isChanged }, workTree, option);
      },
      narrowGone: (targets) => targets.filter(({ path }) => hasChanged(index.touched, path)),
    };
  }
  const { present, all } =
    only.kind === 'since' ? await changedSince(workTree, only.ref) : await changedFiles(workTree, option);
  return {
    listed: undefined,
    staged: undefined,
    mayBeNone: true,
    narrow(targets, by) {
      const isChanged = (path: string) => hasChanged(present, path) || hasChanged(present, by.followed(path));
      return narrowed(targets, { by, changed: all, isChanged }, workTree, option);
    },
    narrowGone: (targets) => targets.filter(({ path }) => hasChanged(all, path)),
  };
}

/** What files are chosen by. */
interface Choice {
  readonly by: Yardsticks;
  /** By their names in git, those that are gone, too. */
  readonly changed: ReadonlySet<string>;
  readonly isChanged: (path: string) => boolean;
}

function narrowed(
  targets: readonly SelectedFile[],
  { by, changed, isChanged }: Choice,
  workTree: WorkTree,
  option: string,
): readonly SelectedFile[] {
  const outside = targets.find((target) => isOutside(target, workTree));
  if (outside !== undefined) throw isElsewhere(outside, option);
  const kinds = affectedKinds(changed, by, workTree);
  return targets.filter(({ path, kindName }) => kinds === 'all' || kinds.has(kindName) || isChanged(path));
}

/** Of a file that was named, git is asked in vain. */
function isOutside({ path, isNamed }: SelectedFile, { nameOf }: WorkTree): boolean {
  return isNamed && nameOf(path) === undefined;
}

function notOfStandardInput(option: string): StatefixError {
  return new StatefixError('USAGE', `--${option} and - exclude each other: git knows nothing of standard input`, {
    hint: 'Leave one of the two out.',
  });
}

function isElsewhere({ display }: SelectedFile, option: string): StatefixError {
  return new StatefixError('USAGE', `${display} is outside of the repository that --${option} asks`, {
    hint: `Run the command in the repository of that file, or leave --${option} out.`,
    path: display,
  });
}
