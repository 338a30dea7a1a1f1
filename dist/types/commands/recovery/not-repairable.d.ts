import { StatefixError } from '../../model/errors.js';
import type { Judgement } from '../judgement.js';
import type { Workbench } from '../workbench.js';
import { type Candidate } from './candidate.js';
/** Nothing healthy was found, or nothing that may be taken unasked: what was looked at, and what to do next. */
export declare function notRepairable(judgement: Judgement, candidates: readonly Candidate[], notes: readonly string[], bench: Workbench): StatefixError;
