import type { CandidateSearch } from '../../store/candidates/candidate.js';
import type { Judgement } from '../judgement.js';
import type { Workbench } from '../workbench.js';
import { type Candidate } from './candidate.js';
import type { Evidence } from './evidence.js';
/** True for a file with git conflict markers. */
export declare function isConflicted({ diagnosis }: Judgement): boolean;
/**
 * The sides of a conflict, each judged by its schema alone, since nobody has sealed a text of two hands; and their merge, where what both grew out of is known, from
 * the markers or from git.
 */
export declare function conflictCandidates(judgement: Judgement, evidence: Evidence, search: CandidateSearch, bench: Workbench): Promise<readonly Candidate[]>;
