import type { CandidateSearch } from './candidate.js';
import { type FoundFile } from './found-file.js';
/** The last healthy content that a change replaced, `<file>.bak`. */
export declare function bakCandidates(search: CandidateSearch): AsyncGenerator<FoundFile>;
