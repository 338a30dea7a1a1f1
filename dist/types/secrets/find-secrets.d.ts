import type { Span } from '../model/finding.js';
import type { Pointer } from '../model/pointer.js';
import type { Value } from '../model/value.js';
import type { Scanner } from './match.js';
/** A secret and where it stands. */
export interface FoundSecret {
    /** The rule that recognised it: one of secretlint's, such as `github`, or `key-name`. */
    readonly rule: string;
    /** The text that holds it; `''` for one in a comment, in a key, or in a text that is no document. */
    readonly pointer: Pointer;
    readonly document: number;
    /** The whole value, else what the rule recognised; `undefined` where the value cannot be located. */
    readonly span: Span | undefined;
    /** What was recognised, all of it in one text. Must be shown nowhere. */
    readonly values: readonly string[];
    /** The whole text that holds it: what is told of that must not be shown, either, because it may be cut anywhere. */
    readonly holder: string;
}
/** What is looked over. */
export interface Subject {
    readonly text: string;
    /** None where the text is no document of its format. */
    readonly documents: readonly Value[];
    readonly extension: string;
    /** Where values stand in the text. */
    locate(document: number, pointers: ReadonlySet<Pointer>): ReadonlyMap<Pointer, {
        readonly value: Span;
    }>;
}
/**
 * Finds the secrets in a file, each place once, in the order of the text: in its values as readers of the file get them, whatever their escapes, and in
 * the text itself, comments and keys included. What stands at an allowed place, or below one, is no secret. Takes time in proportion to the text.
 */
export declare function findSecrets(subject: Subject, allowed: readonly Pointer[], scan: Scanner): Promise<readonly FoundSecret[]>;
