import { StatefixError } from '../model/errors.ts';
import { findRevision, type Revision } from '../store/base/revision.ts';
import { nodeFs } from '../store/fs-ops.ts';
import { gitIn, linesOf } from '../store/merge/ask-git.ts';
import { baseOfEvent } from './base-of-event.ts';
import type { RunnerEvent } from './event.ts';
import type { Against } from './inputs.ts';
import type { Runner, Workplace } from './runner.ts';

/** What a check compares with, and what is to be said where the checkout does not have it. */
export interface ComparedBase {
  readonly ref: string | undefined;
  readonly warning: string | undefined;
}

/** Takes the revision that an input names as it is; by itself it looks whether the checkout has the one that the event tells. */
export function baseToCompare(against: Against, event: RunnerEvent, { cwd }: Workplace, { env }: Runner): ComparedBase {
  if (against.kind === 'nothing') return { ref: undefined, warning: undefined };
  if (against.kind === 'revision') return { ref: against.ref, warning: undefined };
  const [head] = linesOf(gitIn(nodeFs, cwd, env)(['rev-parse', '--verify', '--quiet', 'HEAD']));
  const base = baseOfEvent(event, head);
  if (base === undefined) return { ref: undefined, warning: undefined };
  const found = revisionAt(base.ref, cwd, env);
  if (found !== undefined) {
    return { ref: base.isTip === true ? (found.leftAt ?? base.ref) : base.ref, warning: undefined };
  }
  const name = base.ref.length < 40 ? base.ref : base.ref.slice(0, 12);
  return {
    ref: undefined,
    warning: `The files are judged alone, since the checkout does not have what they come from (${name}). Add to actions/checkout: with: fetch-depth: ${base.depth}. Or write against: none, to compare with nothing`,
  };
}

function revisionAt(ref: string, cwd: string, environment: Runner['env']): Revision | undefined {
  try {
    const found = findRevision({ fs: nodeFs, environment, cwd, ref });
    return found.kind === 'found' ? found : undefined;
  } catch (error) {
    // No repository, no git, or no such commit: there is nothing to compare with.
    if (!(error instanceof StatefixError)) throw error;
    return undefined;
  }
}
