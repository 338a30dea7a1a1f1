import type { AuditLine } from '../../model/audit.js';
import type { Change } from '../../model/change.js';
import type { Digest } from '../../model/digest.js';
/** A place in the chain: the line there, by its number over all files, and its hash. */
export interface Link {
    readonly sequence: number;
    readonly hash: Digest;
}
/** A line as it was read, or why it is none: a clause. */
export type ReadLine = {
    readonly kind: 'line';
    readonly line: AuditLine;
} | {
    readonly kind: 'fault';
    readonly reason: string;
};
/** The line of a change that follows that place in the chain, and the bytes that it is, line feed included. */
export declare function renderLine(change: Change, after: Link): {
    readonly link: Link;
    readonly bytes: Uint8Array;
};
/**
 * Reads one line, given without its line feed. Nothing but what `renderLine` writes is a line, byte for byte: no change of it goes unseen. Says nothing
 * of its place in the chain.
 */
export declare function readLine(bytes: Uint8Array): ReadLine;
