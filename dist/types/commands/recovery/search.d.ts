import type { RecoverSource } from '../../registry/kind.js';
import type { CandidateSearch } from '../../store/candidates/candidate.js';
import type { Judgement } from '../judgement.js';
import type { Workbench } from '../workbench.js';
import { type Candidate } from './candidate.js';
import type { Evidence } from './evidence.js';
/** How far a search goes. */
export interface SearchScope {
    /** Milliseconds. */
    readonly timeout: number;
    /** Whether a salvaged text may be a candidate. */
    readonly isSalvaging: boolean;
}
/** How much of a history is looked at: up to its first healthy content, so many as a list shows, or up to the one of that name. */
type Extent = 'newest' | 'all' | {
    readonly named: string;
};
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
export declare function openHunt(judgement: Judgement, evidence: Evidence, { timeout, isSalvaging }: SearchScope, bench: Workbench): CandidateHunt;
/** What a kind trusts, in its order; then all the rest. */
export declare function sourcesByTrust(recover: readonly RecoverSource[]): readonly RecoverSource[];
/** Where the candidates of one file are looked for. */
export declare function searchFor({ target, kind }: Pick<Judgement, 'target' | 'kind'>, signal: AbortSignal, tellers: Pick<CandidateSearch, 'note' | 'unseen'>, { context, store }: Workbench): CandidateSearch;
export {};
