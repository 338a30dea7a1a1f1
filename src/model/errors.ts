/** Codes of the errors that end an act, each with the exit code of the contract. A code is never renamed or reused. */
export const EXIT_CODES = {
  USAGE: 2,
  CONFIG_INVALID: 2,
  REGISTRY_INVALID: 2,
  KIND_UNKNOWN: 2,
  NO_FILE_MATCHED: 2,
  STATE_LOCKED: 3,
  STATE_CHANGED: 3,
  TRANSACTION_ABORTED: 3,
  WRITE_FAILED: 3,
  OWNERSHIP: 3,
  HARD_LINKED: 3,
  OUTSIDE_ROOT: 3,
  MIGRATION_FAILED: 3,
  MIGRATION_NONDETERMINISTIC: 3,
  STATE_CORRUPTED: 4,
  INTERNAL: 70,
} as const;

export type ErrorCode = keyof typeof EXIT_CODES;

/** The step of a write that failed, as users read it. */
export type WriteStep =
  | 'read'
  | 'take lock'
  | 'create directory'
  | 'create temp file'
  | 'write'
  | 'sync'
  | 'close'
  | 'chmod'
  | 'chown'
  | 'backup'
  | 'journal'
  | 'audit'
  | 'rename'
  | 'sync directory'
  | 'clean up';

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
export class StatefixError extends Error {
  override readonly name = 'StatefixError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly step: string | undefined;
  readonly errno: string | undefined;
  readonly pointer: string | undefined;
  readonly path: string | undefined;
  readonly problems: readonly ErrorProblem[] | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.hint = details.hint;
    this.step = details.step;
    this.errno = details.errno;
    this.pointer = details.pointer;
    this.path = details.path;
    this.problems = details.problems;
  }
}

/**
 * The error of one problem, or of several, which it counts. `subject` is what has them, such as `the registry`. Throws `RangeError` where there is
 * none.
 */
export function problemsError(
  code: ErrorCode,
  subject: string,
  problems: readonly ErrorProblem[],
  details: Omit<ErrorDetails, 'hint' | 'problems'> = {},
): StatefixError {
  const [first, second] = problems;
  if (first === undefined) throw new RangeError(`${subject} has no problem`);
  if (second !== undefined) {
    return new StatefixError(code, `${subject} has ${problems.length} problems`, { ...details, problems });
  }
  return new StatefixError(code, first.message, {
    ...details,
    ...(first.hint === undefined ? {} : { hint: first.hint }),
  });
}

/** True for what a migration did, or did not: other ways to the same state may be open. */
export function isMigrationError(error: unknown): error is StatefixError {
  return (
    error instanceof StatefixError && (error.code === 'MIGRATION_FAILED' || error.code === 'MIGRATION_NONDETERMINISTIC')
  );
}

/** The problems of an error: those that it counts, else itself as the only one. */
export function problemsOf({ message, hint, problems }: StatefixError): readonly ErrorProblem[] {
  return problems ?? [hint === undefined ? { message } : { message, hint }];
}

/** The `code` of a system error, such as `ENOENT`; `undefined` for any other thrown value. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
