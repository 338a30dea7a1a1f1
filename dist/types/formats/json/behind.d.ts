import type { Finding, Span } from '../../model/finding.js';
import type { SyntaxFault } from './syntax-fault.js';
/** What can be read from a place on: a complete document and where the next thing behind it starts, if any, or nothing complete. */
export type ReadAt = {
    readonly kind: 'document';
    readonly end: number;
    readonly next: number | undefined;
} | {
    readonly kind: 'broken';
    readonly isTruncated: boolean;
};
/** The place behind a complete document at which something else stands, and what the reader says of that by itself. */
export interface PlaceBehind {
    readonly text: string;
    /** The first document. */
    readonly first: Span;
    readonly fault: SyntaxFault;
    readonly span: Span;
}
/**
 * What stands behind a complete document: more of them, the last one complete or cut off; the end of an older, longer text, which a write in place
 * left; or something else, as the reader says. `readAt` reads one document from an offset on; each part of the text is read once.
 */
export declare function faultBehind({ text, first, fault, span }: PlaceBehind, readAt: (offset: number) => ReadAt): Finding;
