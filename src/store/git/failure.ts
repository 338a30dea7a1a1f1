import { cut, visible } from '../../model/visible.ts';

/** Said where no git is found. */
export const NO_GIT = 'git is not installed';

const NO_REPOSITORY_AT_ALL = 'the file is in no git repository';
const NO_WORK_TREE = 'the file is in no work tree of git';

/** Said where git can hold nothing of a file. */
export const NO_REPOSITORY: readonly string[] = [NO_REPOSITORY_AT_ALL, NO_WORK_TREE];

/** Why git ended without doing what it was asked for, as a clause; by what it wrote on standard error. */
export function failureClause(said: string): string {
  const trust = /git config --global --add safe\.directory [^\n]+/.exec(said)?.[0];
  if (trust !== undefined) {
    return `git refuses a repository that belongs to somebody else; where you trust it, run: ${visible(trust)}`;
  }
  if (/^fatal: not a git repository/m.test(said)) return NO_REPOSITORY_AT_ALL;
  if (/^fatal: .*outside working tree/m.test(said)) return NO_WORK_TREE;
  if (/^fatal: .*promisor remote/m.test(said)) return 'git has not fetched it: the clone is partial';
  const reason = /^(?:fatal|error|usage): ([^\n]+)/m.exec(said)?.[1] ?? said.split('\n')[0] ?? '';
  return reason === '' ? 'git ended unexpectedly' : `git failed: ${cut(visible(reason))}`;
}
