import type { CandidateSearch } from './candidate.js';
import { type FoundFile } from './found-file.js';
import type { Shelves } from './shelves.js';
/** The backups that other programs made of a state file, as its kind says where they are: the newest first, each once. No link is followed. */
export declare function foreignFiles(search: CandidateSearch, shelves: Shelves): Promise<readonly FoundFile[]>;
