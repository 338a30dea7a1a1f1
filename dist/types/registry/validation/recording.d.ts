import { type CodeKeywordDefinition } from 'ajv/dist/2020.js';
/** What an error of `anyOf`, `oneOf` or `propertyNames` says of the errors right before it. */
export interface Span {
    /** So many of them are the reasons for this one. */
    readonly span: number;
    /** Where the reasons of each form begin, counted from the first. */
    readonly forms: readonly (number | undefined)[];
}
/**
 * Has a keyword of Ajv record its errors so that they can be told: a keyword that puts forms together says which errors belong to which form,
 * and one that goes through members or items stops after a thousand errors, so that a million wrong items cost no memory.
 */
export declare function recording(definition: CodeKeywordDefinition): CodeKeywordDefinition;
