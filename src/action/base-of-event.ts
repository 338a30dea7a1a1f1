import { commitIn, memberOf, type RunnerEvent } from './event.ts';

/** What the commit that was checked out is held against, by the event. */
export interface BaseOfEvent {
  /** For git, in the checkout. */
  readonly ref: string;
  /** The `fetch-depth` with which actions/checkout would have it. */
  readonly depth: 0 | 2;
  /** The tip of a branch that may have gone on since: where the checkout left it is meant. */
  readonly isTip?: true;
}

/**
 * The commit that a checkout of this event came from; `undefined` where the event has none: a new branch, a schedule, a run by hand. `head` is the commit
 * that is checked out, as far as it is known.
 */
export function baseOfEvent({ name, sha, payload }: RunnerEvent, head: string | undefined): BaseOfEvent | undefined {
  switch (name) {
    case 'pull_request':
      // The commit that GitHub made for the job merges the branch into its base; what else is checked out was asked for by name.
      return head !== undefined && head === sha ? { ref: 'HEAD^1', depth: 2 } : tipOfBase(payload);
    case 'pull_request_target':
      return tipOfBase(payload);
    case 'push':
      return commitAt(payload, ['before'], isOneCommit(payload) ? 2 : 0);
    case 'merge_group':
      return commitAt(payload, ['merge_group', 'base_sha'], 0);
    default:
      return undefined;
  }
}

function tipOfBase(payload: unknown): BaseOfEvent | undefined {
  const base = commitAt(payload, ['pull_request', 'base', 'sha'], 0);
  return base && { ...base, isTip: true };
}

function commitAt(payload: unknown, names: readonly string[], depth: 0 | 2): BaseOfEvent | undefined {
  const ref = commitIn(memberOf(payload, ...names));
  return ref === undefined ? undefined : { ref, depth };
}

/** A forced push may leave out what was there before, however few commits it brings. */
function isOneCommit(payload: unknown): boolean {
  const commits = memberOf(payload, 'commits');
  return Array.isArray(commits) && commits.length === 1 && memberOf(payload, 'forced') !== true;
}
