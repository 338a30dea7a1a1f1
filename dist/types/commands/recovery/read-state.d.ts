import type { Format } from '../../formats/format.js';
import type { PlanStep } from '../../model/plan.js';
import type { ParsedFile, RawFile, StateFile } from '../../model/state-file.js';
import type { Value } from '../../model/value.js';
import type { FoundCandidate } from '../../store/candidates/candidate.js';
import type { Workbench } from '../workbench.js';
import { type Unfit } from './candidate.js';
import type { Evidence } from './evidence.js';
/** A candidate as it was read, and why it cannot serve. */
export type ReadState = {
    readonly kind: 'healthy';
    readonly file: ParsedFile;
} | {
    readonly kind: 'unfit';
    readonly file: StateFile;
    readonly unfit: Unfit;
};
/** Reads one candidate and judges it by the schema and checksum of its own version; runs no step. Never throws for what it is. */
export declare function readState(found: FoundCandidate, evidence: Evidence, bench: Workbench): Promise<ReadState>;
/** The same for a text of our own making, which nobody has sealed: it is sealed first. */
export declare function readDerived(raw: RawFile, shown: string, evidence: Evidence, bench: Workbench): Promise<ReadState & {
    readonly steps: readonly PlanStep[];
}>;
/** A value as a text of its own, read again. */
export declare function rendered(value: Value, path: string, format: Format): StateFile;
