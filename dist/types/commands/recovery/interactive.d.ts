import type { Judgement } from '../judgement.js';
import type { Workbench } from '../workbench.js';
import { type Choice } from './choose.js';
import type { Evidence } from './evidence.js';
import type { CandidateHunt } from './search.js';
/**
 * Asks a person: hunk by hunk where the file holds a conflict, else which candidate is to be taken. `undefined` where the person would rather not: nothing is
 * changed then. Throws `USAGE` where there is nobody to ask.
 */
export declare function askForCandidate(judgement: Judgement, evidence: Evidence, hunt: CandidateHunt, bench: Workbench): Promise<Choice | undefined>;
