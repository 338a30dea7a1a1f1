import { type Value } from '../../model/value.js';
import type { Patterns } from './patterns.js';
/** The verdict of one keyword on a value of any type; values of a type that it is not about pass. */
export type ExactTest = (value: Value) => boolean;
/** The keywords that Ajv is taught anew, because numbers must be exact, and equality linear. The value of each is its test. */
export declare const EXACT_KEYWORDS: readonly ['numericType', 'const', 'enum', 'maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum', 'multipleOf', 'format', 'uniqueItems'];
/** The keywords of one schema, as a dialect knows them. */
export interface KeywordValues {
    get(keyword: string): Value | undefined;
}
/** The exact keywords of one schema, each with its test; `type` too, which stays with Ajv where no number is meant. */
export declare function exactTests(schema: KeywordValues, 
/** `undefined` where formats are not judged. */
patterns: Patterns | undefined): Promise<Record<string, ExactTest | Value>>;
