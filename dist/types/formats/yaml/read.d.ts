import type { Finding } from '../../model/finding.js';
import type { Value } from '../../model/value.js';
import type { Tree } from './node.js';
/** A YAML text as trees, one a document, or what is wrong with it, in the order of the text. */
export type ReadText = {
    readonly kind: 'trees';
    readonly trees: readonly Tree[];
} | {
    readonly kind: 'faults';
    readonly faults: readonly Finding[];
};
/** Reads every document of a text. Never throws for bad input. */
export declare function readText(text: string): ReadText;
/** A YAML text as the plain data of its documents, or what is wrong with it. */
export type ReadDocuments = {
    readonly kind: 'documents';
    readonly documents: readonly Value[];
} | {
    readonly kind: 'faults';
    readonly faults: readonly Finding[];
};
/** Reads every document of a text for its value alone. Never throws for bad input. */
export declare function readDocuments(text: string): ReadDocuments;
/**
 * The same, for a text that will be read once more right away: the next call of `readDocuments`, if it is about the very same text, gets the
 * same answer without reading. It is handed out once only, and nothing is kept alive for it.
 */
export declare function readAhead(text: string): ReadDocuments;
