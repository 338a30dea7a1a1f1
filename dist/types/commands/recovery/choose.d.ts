import type { Judgement } from '../judgement.js';
import { type Candidate, type HealthyCandidate } from './candidate.js';
import type { Evidence } from './evidence.js';
import { type CandidateHunt } from './search.js';
/** The candidates that were looked at, in the order in which they would be taken, and the one that is. */
export interface Choice {
    readonly candidates: readonly Candidate[];
    readonly chosen: HealthyCandidate | undefined;
}
/**
 * The best healthy candidate by what the kind trusts. A content that the broken file's own checksum proves to be what was lost goes before all others of the
 * sources that the kind names; else the first source with a healthy one decides, and in it the newest. The two sides of a conflict are newer than any copy: while
 * one of them is healthy nothing but their merge is taken unasked. Throws `WRITE_FAILED` for a copy of our own that cannot be seen: it may be the best one.
 */
export declare function chooseTrusted(judgement: Judgement, evidence: Evidence, hunt: CandidateHunt): Promise<Choice>;
/** All candidates, also those that the kind does not trust; the chosen one is the one that a repair would take. */
export declare function listAll(judgement: Judgement, evidence: Evidence, hunt: CandidateHunt): Promise<Choice>;
/** The candidate of that name, whatever the kind trusts. Throws `USAGE` for a name that none bears, `STATE_CORRUPTED` for one that cannot serve. */
export declare function chooseNamed(name: string, judgement: Judgement, evidence: Evidence, hunt: CandidateHunt, isOneOfMany: boolean): Promise<Choice>;
