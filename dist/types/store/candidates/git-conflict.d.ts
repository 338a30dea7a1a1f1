import type { RawFile } from '../../model/state-file.js';
import type { CandidateSearch } from './candidate.js';
/**
 * The contents between which a merge could not decide, as the index holds them. A side that has no file, or none that can be read, is left
 * out.
 */
export interface ConflictStages {
    readonly base?: RawFile;
    readonly ours?: RawFile;
    readonly theirs?: RawFile;
}
/**
 * The stages of a file that is in conflict, by one run of git; `undefined` where it is in none, or git cannot say. In a rebase `ours` is
 * what the commits are put on, as git has it.
 */
export declare function conflictStages(search: CandidateSearch): Promise<ConflictStages | undefined>;
