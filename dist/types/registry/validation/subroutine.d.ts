import type { AnyValidateFunction, ErrorObject } from 'ajv/dist/types/index.js';
/** What Ajv's code calls in place of a `$ref`: it looks like one of its own functions. */
export interface Subroutine {
    (value: unknown, context?: Context): boolean;
    errors: readonly ErrorObject[] | null;
    evaluated: Evaluated;
    forget(): void;
}
interface Context {
    readonly instancePath: string;
}
/** The members and items that were looked at, as Ajv notes them. */
interface Evaluated {
    readonly props?: unknown;
    readonly items?: unknown;
}
export interface SubroutineOptions {
    /** Keeps the verdicts on objects and arrays until told to forget: forms within forms would take time that doubles with every level. */
    readonly isRemembering: boolean;
    /** Reasons come as one error that holds them, so that many levels do not copy them over and over. */
    readonly givesReasons: boolean;
}
/** Wraps a target, which is compiled when it is first called. */
export declare function subroutine(compile: () => AnyValidateFunction, options: SubroutineOptions): Subroutine;
export {};
