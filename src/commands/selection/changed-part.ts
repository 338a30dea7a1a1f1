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
  by: Yardsticks,
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
    const kinds = affectedKinds(index.touched, by, workTree);
    const isChanged = (path: string) => hasChanged(index.staged, path);
    // Mostly a few files of many are staged: no other one is looked at then.
    const isAny = kinds === 'all' || kinds.size > 0;
    const listed = listFiles(isAny ? index.paths : index.paths.filter(isChanged), workTree);
    const isMeant = chosen(kinds, isChanged);
    return {
      listed,
      staged: stagedFiles(index, workTree, context, purpose),
      mayBeNone: true,
      narrow(targets) {
        ensureInside(targets, workTree, option);
        return targets.filter((target) => listed.whatIsAt(target.path) === 'other' && isMeant(target));
      },
      narrowGone: (targets) => targets.filter(({ path }) => hasChanged(index.touched, path) && !isChanged(path)),
    };
  }
  const { present, all } =
    only.kind === 'since' ? await changedSince(workTree, only.ref) : await changedFiles(workTree, option);
  const isChanged = (path: string) => hasChanged(present, path) || hasChanged(present, by.followed(path));
  const isMeant = chosen(affectedKinds(all, by, workTree), isChanged);
  return {
    listed: undefined,
    staged: undefined,
    mayBeNone: true,
    narrow(targets) {
      ensureInside(targets, workTree, option);
      return targets.filter(isMeant);
    },
    narrowGone: (targets) => targets.filter(({ path }) => hasChanged(all, path) && !hasChanged(present, path)),
  };
}

function chosen(
  kinds: ReturnType<typeof affectedKinds>,
  isChanged: (path: string) => boolean,
): (target: SelectedFile) => boolean {
  return ({ path, kindName }) => kinds === 'all' || kinds.has(kindName) || isChanged(path);
}

/** Of a file that was named and is elsewhere, git is asked in vain. */
function ensureInside(targets: readonly SelectedFile[], { nameOf }: WorkTree, option: string): void {
  const outside = targets.find(({ path, isNamed }) => isNamed && nameOf(path) === undefined);
  if (outside === undefined) return;
  const { display } = outside;
  throw new StatefixError('USAGE', `${display} is outside of the repository that --${option} asks`, {
    hint: `Run the command in the repository of that file, or leave --${option} out.`,
    path: display,
  });
}

function notOfStandardInput(option: string): StatefixError {
  return new StatefixError('USAGE', `--${option} and - exclude each other: git knows nothing of standard input`, {
    hint: 'Leave one of the two out.',
  });
}
