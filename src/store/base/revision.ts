import { StatefixError } from '../../model/errors.ts';
import type { FsOps } from '../fs-ops.ts';
import { NO_GIT } from '../git/failure.ts';
import { type Environment, findGit } from '../git/program.ts';
import { type AskGit, gitIn, linesOf } from '../merge/ask-git.ts';

/** What finding a revision takes. */
export interface RevisionSearch {
  readonly fs: Pick<FsOps, 'platform' | 'stat'>;
  readonly environment: Environment;
  /** Absolute: a directory of the work tree. */
  readonly cwd: string;
  /** As it was named: whatever git takes for a commit. */
  readonly ref: string;
}

/** The commit that a name means. */
export interface Revision {
  readonly kind: 'found';
  readonly ref: string;
  /** Its full id. */
  readonly commit: string;
  /** Absolute, links resolved: the top of the work tree. */
  readonly root: string;
  /** Where the current branch left the line of this commit, if that has gone on since; in short. */
  readonly leftAt: string | undefined;
}

/** The commit is not there, and may be one that a shallow clone did not fetch. */
export interface CutOffRevision {
  readonly kind: 'cut off';
  readonly ref: string;
  readonly root: string;
}

/** Asks git what commit is meant. Throws `USAGE` where there is no repository, and where a clone that is whole has no such commit. */
export function findRevision({ fs, environment, cwd, ref }: RevisionSearch): Revision | CutOffRevision {
  if (ref === '' || ref.includes('\0')) throw noCommit(ref);
  if (findGit(fs, environment) === undefined) throw noRepository(NO_GIT);
  const git = gitIn(fs, cwd, environment);
  const [root, shallow] = linesOf(git(['rev-parse', '--show-toplevel', '--is-shallow-repository']));
  if (root === undefined || root === '') throw noRepository('git knows of no work tree here');
  const [commit] = linesOf(git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]));
  if (commit !== undefined && /^[0-9a-f]{40,64}$/.test(commit)) {
    const leftAt = shallow === 'true' ? undefined : whereLeft(git, commit);
    return { kind: 'found', ref, commit, root, leftAt };
  }
  if (shallow === 'true') return { kind: 'cut off', ref, root };
  throw noCommit(ref);
}

function whereLeft(git: AskGit, commit: string): string | undefined {
  if (git(['merge-base', '--is-ancestor', commit, 'HEAD']).status !== 1) return undefined;
  const [common] = linesOf(git(['merge-base', commit, 'HEAD']));
  return common === undefined || common === '' ? undefined : common.slice(0, 12);
}

function noCommit(ref: string): StatefixError {
  return new StatefixError('USAGE', `--against ${JSON.stringify(ref)}: git knows no such commit`, {
    hint: 'Name a branch, a tag or a commit that is here, such as origin/main or HEAD~1. A branch of the remote may have to be fetched: git fetch origin main',
  });
}

function noRepository(reason: string): StatefixError {
  return new StatefixError('USAGE', `--against compares with what git has, but ${reason}`, {
    hint: 'Run it in the work tree of the repository that holds the files, or leave --against out.',
  });
}
