import type { Finding } from '../../model/finding.js';
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
