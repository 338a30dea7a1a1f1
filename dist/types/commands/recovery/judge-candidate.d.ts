import type { ParsedFile, RawFile } from '../../model/state-file.js';
import type { FoundCandidate } from '../../store/candidates/candidate.js';
import type { Workbench } from '../workbench.js';
import { type Candidate } from './candidate.js';
import type { Evidence } from './evidence.js';
type Name = Pick<Candidate, 'name' | 'source' | 'shown' | 'at'>;
/** A text of our own making: a side of a conflict, a salvaged text, the defaults of a schema. */
export type DerivedCandidate = Name & {
    readonly raw: RawFile;
};
/** Reads one candidate, judges it by the schema and checksum of its own version, and brings it to the current one. Never throws for what it is. */
export declare function judgeFound(found: FoundCandidate, evidence: Evidence, bench: Workbench): Promise<Candidate>;
/** The same for a text of our own making, which is sealed first. */
export declare function judgeDerived(found: DerivedCandidate, evidence: Evidence, bench: Workbench): Promise<Candidate>;
/** A checksum proves a content that it was made of, wherever that is found again. */
export declare function isProven({ raw, documents }: ParsedFile, { recorded, loaded: { kind } }: Evidence): boolean;
export {};
