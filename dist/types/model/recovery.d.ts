import type { ErrorReport } from './plan.js';
import type { Pointer } from './pointer.js';
/** How two states differ: pointers in the order of the documents, the first of them where there are many, and how many there are. */
export interface Difference {
    /** In the second and not in the first. */
    readonly added: readonly Pointer[];
    /** In both, with other values. */
    readonly changed: readonly Pointer[];
    /** In the first and not in the second. */
    readonly gone: readonly Pointer[];
    /** All of them, also those that are not listed. */
    readonly counts: {
        readonly added: number;
        readonly changed: number;
        readonly gone: number;
    };
}
/** More pointers of one sort than this are counted, not listed. */
export declare const MOST_POINTERS = 50;
/** A longer pointer, in UTF-16 units, is counted, not listed: a key can be as long as its file, and what is listed goes into the audit. */
export declare const LONGEST_POINTER = 500;
/**
 * What a repair loses: how the state that takes the place of a broken file differs from what can still be read of it. Fields that belong to statefix
 * (version, checksum, serial, times) are left out. `none`: all that can be read comes back; `known`: what does not; `unknown`: nothing could be read, or
 * nothing that could be compared.
 */
export type DataLoss = {
    readonly kind: 'none';
    readonly isPartial: boolean;
} | {
    readonly kind: 'known';
    readonly isPartial: boolean;
    readonly difference: Difference;
} | {
    readonly kind: 'unknown';
};
/** One state that a repair could take, as reports show it. */
export interface ListedCandidate {
    /** What `--from` takes: `bak`, `backup:ID`, `git:COMMIT`, `ours`. */
    readonly name: string;
    /** Where it stands: a path relative to the working directory with `/`, or a path in a commit. */
    readonly source: string;
    /** Its own version, as it is spelled; `null` where it carries none, or none can be read. */
    readonly version: string | null;
    /** When it was written, as far as that is known: ISO 8601, UTC. */
    readonly at: string | null;
    /** Its serial in digits; `null` where the kind names none. */
    readonly serial: string | null;
    readonly isHealthy: boolean;
    /** Why it cannot serve; `null` where it can. */
    readonly reason: string | null;
    /** True where `recover` of its kind lets a repair take it without being told to. */
    readonly isTrusted: boolean;
    /** True for the one that a repair takes. */
    readonly isChosen: boolean;
    /** `null` where it cannot serve. */
    readonly dataLoss: DataLoss | null;
}
/** One file and all that could take its place, in the order in which a repair would take them. */
export interface FileCandidates {
    readonly path: string;
    readonly kind: string;
    /** True where nothing needs to be repaired. */
    readonly isHealthy: boolean;
    /**
     * Whether another state must take the place of the content. `nothing`: not, and `candidates` is empty; what is beside the content (mode, checksum file) a repair
     * mends where it is. `nothing-allowed`: a repair must not touch the file, such as one of a newer version.
     */
    readonly needs: 'candidate' | 'nothing' | 'nothing-allowed';
    readonly candidates: readonly ListedCandidate[];
    /** Why not all places were looked at, such as `git is not installed`; one clause each. */
    readonly notes: readonly string[];
    readonly error?: ErrorReport;
}
/** What `statefix repair --list` gives, and its JSON form. */
export interface CandidatesReport {
    readonly version: 1;
    readonly command: 'repair list';
    readonly files: readonly FileCandidates[];
}
