import type { CandidateSearch } from './candidate.js';
import { type FoundFile } from './found-file.js';
/** What earlier repairs set aside as broken, `<file>.corrupt-<UTC>`: more of it may be understood today. */
export declare function corruptCandidates(search: CandidateSearch): AsyncGenerator<FoundFile>;
