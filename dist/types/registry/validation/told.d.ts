import type { ErrorObject } from 'ajv/dist/types/index.js';
import { type ValueObject } from '../../model/value.js';
import type { SchemaProblem } from '../validator.js';
import type { Origin } from './program.js';
import type { UndecidedTexts } from './undecided.js';
/** A problem in words, at the place of the error or one step below it. */
export interface Told {
    readonly keyword: string;
    readonly expected: string;
    readonly found: string;
    readonly below?: string | number;
    readonly key?: string;
    readonly suggestion?: string | undefined;
    readonly atKey?: boolean;
}
/** What is known of one error. */
export interface Evidence {
    readonly error: ErrorObject;
    /** The schema as its author wrote it. */
    readonly schema: ValueObject;
    readonly origin: Origin;
    /** For `propertyNames`: what is wrong with the key. */
    readonly reason: SchemaProblem | undefined;
    readonly undecided: UndecidedTexts;
}
/** What an error of Ajv says. Mostly one problem; `unevaluatedItems` has one for each item. */
export declare function told({ error, schema, origin, reason, undecided }: Evidence): readonly Told[];
/** What is asked of a text that a pattern could not judge. */
export declare function undecidedWords(pattern: string): string;
