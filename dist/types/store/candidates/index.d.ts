import type { RecoverSource } from '../../registry/kind.js';
import type { CandidateSearch, FoundCandidate } from './candidate.js';
/** The sources that have places: a side of a conflict stands in the file itself, and a default in its schema. */
export type PlacedSource = Exclude<RecoverSource, 'conflict' | 'default'>;
/**
 * What may be had from one source, the newest first where that is known without reading; it ends where the search is aborted. Never throws for what stands
 * there: what cannot be looked at is told to the search, what cannot be read is told by whoever reads it.
 */
export declare function candidatesIn(source: PlacedSource, search: CandidateSearch): AsyncGenerator<FoundCandidate>;
