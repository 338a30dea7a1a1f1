import type { RecoverSource } from '../../registry/kind.ts';
import type { CandidateSearch } from '../../store/candidates/candidate.ts';
import type { PlacedSource } from '../../store/candidates/index.ts';
import { reachOf } from '../../store/candidates/reach.ts';
import { resolveTarget } from '../../store/target.ts';
import type { Judgement } from '../judgement.ts';
import type { Workbench } from '../workbench.ts';
import { type Candidate, isHealthy } from './candidate.ts';
import { conflictCandidates } from './conflict.ts';
import { defaultCandidate, salvageCandidates } from './derived.ts';
import type { Evidence } from './evidence.ts';
import { judgeFound } from './judge-candidate.ts';

/** How far a search goes. */
export interface SearchScope {
  /** Milliseconds. */
  readonly timeout: number;
  /** Whether a salvaged text may be a candidate. */
  readonly isSalvaging: boolean;
}

/** All places, in the order in which a list shows those that a kind does not trust. */
const ALL_SOURCES: readonly RecoverSource[] = ['bak', 'backups', 'temp', 'conflict', 'corrupt', 'git', 'default'];

/** So many contents of a history are looked at where more than the newest healthy one is asked for. */
const MOST_OF_A_HISTORY = 20;

/** How much of a history is looked at: up to its first healthy content, so many as a list shows, or up to the one of that name. */
type Extent = 'newest' | 'all' | { readonly named: string };

/** The places where a state may be had, each looked at when it is asked for. One serves one file. */
export interface CandidateHunt {
  /**
   * The candidates of one source, judged, the best first: the healthy ones before the others, by serial where the kind names one, then by time.
   */
  of(source: RecoverSource, extent: Extent): Promise<readonly Candidate[]>;
  salvaged(): Promise<readonly Candidate[]>;
  /** Why not all places were looked at; grows with the search. */
  readonly notes: readonly string[];
  /** True where a place that may hold a healthy state was not let be seen. */
  readonly isBlind: () => boolean;
  readonly isOver: () => boolean;
}

export function openHunt(
  judgement: Judgement,
  evidence: Evidence,
  { timeout, isSalvaging }: SearchScope,
  bench: Workbench,
): CandidateHunt {
  const notes: string[] = [];
  const start = performance.now();
  const deadline = AbortSignal.timeout(timeout);
  const signal = AbortSignal.any([deadline, bench.context.signal]);
  const note = (clause: string) => {
    if (!notes.includes(clause)) notes.push(clause);
  };
  let isBlind = false;
  const unseen = (clause: string) => {
    isBlind = true;
    note(clause);
  };
  const search = searchFor(judgement, signal, { note, unseen }, bench);

  async function found(source: PlacedSource, extent: Extent): Promise<readonly Candidate[]> {
    const { candidatesIn } = await import('../../store/candidates/index.ts');
    const candidates: Candidate[] = [];
    let healthy = 0;
    for await (const each of candidatesIn(source, search)) {
      if (isOver()) break;
      const isWanted = typeof extent !== 'object' || extent.named === each.name;
      // What lies on the way to a name is not read.
      if (!isWanted) continue;
      const candidate = await judgeFound(each, evidence, bench);
      candidates.push(candidate);
      if (typeof extent === 'object') break;
      if (isHealthy(candidate)) healthy += 1;
      if (source !== 'git' || healthy === 0) continue;
      if (extent === 'newest' && evidence.loaded.kind.serial === undefined) break;
      if (healthy === MOST_OF_A_HISTORY) {
        note('older commits were not looked at');
        break;
      }
    }
    return candidates.toSorted(bestFirst);
  }

  function isOver(): boolean {
    // The signal is given between turns of the event loop only.
    const isLate = deadline.aborted || performance.now() - start >= timeout;
    if (isLate) unseen(`the search was stopped after ${timeout / 1000} s (--timeout)`);
    return isLate || signal.aborted;
  }

  return {
    async of(source, extent) {
      if (isOver()) return [];
      switch (source) {
        case 'conflict':
          return await conflictCandidates(judgement, evidence, search, bench);
        case 'default':
          return await defaultCandidate(evidence, bench);
        default:
          return await found(source, extent);
      }
    },
    salvaged: async () => (isSalvaging && !isOver() ? await salvageCandidates(judgement, evidence, bench) : []),
    notes,
    isBlind: () => isBlind,
    isOver,
  };
}

/** What a kind trusts, in its order; then all the rest. */
export function sourcesByTrust(recover: readonly RecoverSource[]): readonly RecoverSource[] {
  return [...recover, ...ALL_SOURCES.filter((source) => !recover.includes(source))];
}

/** Where the candidates of one file are looked for. */
export function searchFor(
  { target, kind }: Pick<Judgement, 'target' | 'kind'>,
  signal: AbortSignal,
  tellers: Pick<CandidateSearch, 'note' | 'unseen'>,
  { context, store }: Workbench,
): CandidateSearch {
  const { fs, cwd, environment, workspace } = context;
  const path = resolveTarget(fs, target.path, undefined);
  const root = reachOf(path, workspace, store, cwd);
  return { fs, path, cwd, kind, store, root, environment, signal, ...tellers };
}

/** Healthy before unhealthy; then by serial, then by time, the newest first; what says nothing of either keeps its place. */
function bestFirst(left: Candidate, right: Candidate): number {
  const byHealth = Number(isHealthy(right)) - Number(isHealthy(left));
  if (byHealth !== 0) return byHealth;
  if (left.serial !== undefined && right.serial !== undefined && left.serial !== right.serial) {
    return left.serial < right.serial ? 1 : -1;
  }
  if (left.at === undefined || right.at === undefined) return 0;
  return right.at.getTime() - left.at.getTime();
}
