import type { Format } from '../../formats/format.js';
import type { PlanStep } from '../../model/plan.js';
import type { ParsedFile } from '../../model/state-file.js';
import type { DocumentChanges } from '../../plan/replacement.js';
import type { RecoverSource } from '../../registry/kind.js';
/** A healthy state, brought to the current version in memory. */
export interface ReadyState {
    /** The text that is written, but for the changes: the candidate's own, byte for byte. */
    readonly file: ParsedFile;
    /** Of that text. */
    readonly format: Format;
    readonly changes: DocumentChanges;
    /** What the changes are. */
    readonly steps: readonly PlanStep[];
}
/** Why a candidate cannot serve; `isUnseen`: the system refused to show it, so that it may be healthy. */
export interface Unfit {
    readonly kind: 'unfit';
    readonly reason: string;
    readonly isUnseen: boolean;
    readonly errno: string | undefined;
}
export type CandidateVerdict = {
    readonly kind: 'healthy';
    readonly state: ReadyState;
} | Unfit;
/** A state that could take the place of a broken file, judged. */
export interface Candidate {
    /** What `--from` takes. */
    readonly name: string;
    readonly source: RecoverSource | 'salvage';
    /** Where it stands, as reports show it. */
    readonly shown: string;
    readonly at: Date | undefined;
    /** Its own version, as it is spelled; `null` where it carries none, or none can be read. */
    readonly version: string | null;
    readonly serial: bigint | undefined;
    /** True where a checksum that can still be read of the broken file is that of this very content. */
    readonly isProven: boolean;
    /** Of one side of a conflict: what the other side holds, which goes where this one is taken. */
    readonly rival?: ReadyState;
    readonly verdict: CandidateVerdict;
}
export declare function unfit(reason: string): Unfit;
export type HealthyCandidate = Candidate & {
    readonly verdict: {
        readonly kind: 'healthy';
    };
};
export declare function isHealthy(candidate: Candidate): candidate is HealthyCandidate;
