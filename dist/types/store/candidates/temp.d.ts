import type { CandidateSearch } from './candidate.js';
import { type FoundFile } from './found-file.js';
/** What interrupted writers left: temp files of the program itself, and what a writer of ours that is dead had staged. */
export declare function tempCandidates(search: CandidateSearch): AsyncGenerator<FoundFile>;
