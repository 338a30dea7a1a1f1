import { type WriteStep } from '../model/errors.js';
/**
 * The error for a step of a write that the operating system refused: step, errno and path, and what to do. Anything thrown that has no errno is a bug
 * and comes back as it is.
 */
export declare function writeError(step: WriteStep, path: string, error: unknown, consequence?: string): unknown;
/** Runs one step of a write; what the operating system throws is named by that step. */
export declare function during<Result>(step: WriteStep, path: string, act: () => Result): Result;
