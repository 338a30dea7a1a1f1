/** Codes of the errors that end an act, each with the exit code of the contract. A code is never renamed or reused. */
export declare const EXIT_CODES: {
    readonly USAGE: 2;
    readonly CONFIG_INVALID: 2;
    readonly REGISTRY_INVALID: 2;
    readonly KIND_UNKNOWN: 2;
    readonly NO_FILE_MATCHED: 2;
    readonly STATE_LOCKED: 3;
    readonly STATE_CHANGED: 3;
    readonly TRANSACTION_ABORTED: 3;
    readonly WRITE_FAILED: 3;
    readonly OWNERSHIP: 3;
    readonly HARD_LINKED: 3;
    readonly OUTSIDE_ROOT: 3;
    readonly MIGRATION_FAILED: 3;
    readonly MIGRATION_NONDETERMINISTIC: 3;
    readonly STATE_CORRUPTED: 4;
    readonly INTERNAL: 70;
};
export type ErrorCode = keyof typeof EXIT_CODES;
/** The step of a write that failed, as users read it. */
export type WriteStep = 'read' | 'take lock' | 'create directory' | 'create temp file' | 'write' | 'sync' | 'close' | 'chmod' | 'chown' | 'backup' | 'journal' | 'audit' | 'rename' | 'sync directory' | 'clean up';
/** One of several things that are wrong at once: a sentence that names its place, and what to do about it. */
export interface ErrorProblem {
    readonly message: string;
    readonly hint?: string;
}
export interface ErrorDetails {
    /** What to do next, in one or two sentences. */
    readonly hint?: string;
    /** The write step or the migration that failed. */
    readonly step?: WriteStep | (string & {});
    /** The name of the operating system's error, such as `ENOSPC`. */
    readonly errno?: string;
    /** Where in the document, for errors about a value. */
    readonly pointer?: string;
    /** The file the error is about. */
    readonly path?: string;
    /** Where several things are wrong: each of them. The message then only counts them. */
    readonly problems?: readonly ErrorProblem[];
    readonly cause?: unknown;
}
/** The one error that statefix throws on purpose: "the tool cannot go on". Recognise it by `code`, never by its text. */
export declare class StatefixError extends Error {
    readonly name = "StatefixError";
    readonly code: ErrorCode;
    readonly hint: string | undefined;
    readonly step: string | undefined;
    readonly errno: string | undefined;
    readonly pointer: string | undefined;
    readonly path: string | undefined;
    readonly problems: readonly ErrorProblem[] | undefined;
    constructor(code: ErrorCode, message: string, details?: ErrorDetails);
}
/**
 * The error of one problem, or of several, which it counts. `subject` is what has them, such as `the registry`. Throws `RangeError` where there is
 * none.
 */
export declare function problemsError(code: ErrorCode, subject: string, problems: readonly ErrorProblem[], details?: Omit<ErrorDetails, 'hint' | 'problems'>): StatefixError;
/** True for what a migration did, or did not: other ways to the same state may be open. */
export declare function isMigrationError(error: unknown): error is StatefixError;
/** The problems of an error: those that it counts, else itself as the only one. */
export declare function problemsOf({ message, hint, problems }: StatefixError): readonly ErrorProblem[];
/** The `code` of a system error, such as `ENOENT`; `undefined` for any other thrown value. */
export declare function errnoOf(error: unknown): string | undefined;
