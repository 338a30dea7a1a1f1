import { type CST, type Document } from 'yaml';
import type { Finding } from '../../model/finding.js';
/** A document as the library composes it, with the token that it comes from; none for a text of comments alone. */
export interface ScannedDocument {
    readonly document: Document.Parsed;
    readonly token: CST.Document | undefined;
}
/** The documents of a text as the library composes them, or the first thing that stands in the way. */
export type Scanned = {
    readonly kind: 'documents';
    readonly documents: readonly ScannedDocument[];
} | {
    readonly kind: 'fault';
    readonly fault: Finding;
};
/**
 * Scans a text with the library's iterative lexer and parser, gives up where it nests deeper than `MAX_DEPTH`, and only then
 * hands the tokens to its recursive composer. All scalars are left as strings: what they mean is decided by `readPlain`.
 */
export declare function scan(text: string): Scanned;
