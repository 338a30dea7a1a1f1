import type { RawFile } from '../../model/state-file.js';
import type { Judgement } from '../judgement.js';
import type { Workbench } from '../workbench.js';
import { type Candidate } from './candidate.js';
import type { Evidence } from './evidence.js';
/** The state that a program starts with, as the current schema tells it. */
export declare function defaultCandidate(evidence: Evidence, bench: Workbench): Promise<readonly Candidate[]>;
/** The best text that can be made out of the broken one, where one of them is healthy; the reason of the first where none is. */
export declare function salvageCandidates({ facts, target }: Judgement, evidence: Evidence, bench: Workbench): Promise<readonly Candidate[]>;
/** A text of our own making, with the byte order mark that its file had. */
export declare function textOf(text: string, path: string, hasBom: boolean): RawFile;
