import type { Change } from './change.js';
import type { Digest } from './digest.js';
/** One line of the audit: a change, its place in the chain, and the proof of both. */
export interface AuditLine extends Change {
    readonly version: 1;
    /** From 1, over all files of the audit. */
    readonly sequence: number;
    /** The hash of the line before; of the first line `FIRST_PREVIOUS`. */
    readonly previous: Digest;
    /** The SHA-256 of the canonical text of all other members. */
    readonly hash: Digest;
}
/** What the first line names as the hash of the line before it. */
export declare const FIRST_PREVIOUS: Digest;
/** Something in the audit that is not as statefix left it. */
export interface AuditFault {
    /** Absolute. */
    readonly file: string;
    /** From 1; `null` where the file as a whole is meant. */
    readonly line: number | null;
    /** A clause: what is wrong there. */
    readonly reason: string;
}
/**
 * What an intact chain still has to say: an append was interrupted after its whole line (`ahead`) or in its middle (`torn`), or the machine went down
 * before the head was on the disk (`behind`). Each is mended by the next change.
 */
export type AuditRemark = 'ahead' | 'torn' | 'behind';
/** What the proof of the chain came to. `changes` counts the lines that stand; `fault` is the first thing that is wrong. */
export type AuditVerdict = {
    readonly kind: 'intact';
    readonly changes: number;
    readonly remarks: readonly AuditRemark[];
} | {
    readonly kind: 'broken';
    readonly changes: number;
    readonly fault: AuditFault;
};
/** What `statefix log` gives, and its JSON form. */
export interface LogReport {
    readonly version: 1;
    readonly command: 'log';
    /** Newest first. */
    readonly changes: readonly AuditLine[];
    /** What of the audit cannot be read; files relative to the working directory, with `/`. */
    readonly faults: readonly AuditFault[];
}
/** What `statefix log --verify` gives, and its JSON form; files relative to the working directory, with `/`. */
export interface ProofReport {
    readonly version: 1;
    readonly command: 'log';
    readonly verdict: AuditVerdict;
}
