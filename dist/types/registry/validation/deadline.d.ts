import type { Value } from '../../model/value.js';
/** Runs judgements that may be long under a deadline. */
export interface Deadline {
    /** What `act` gives; `undefined` where the time was up. `act` is light for a small value: it is then just called. */
    within<Result>(value: Value, act: () => Result): {
        readonly result: Result;
    } | undefined;
}
/**
 * A deadline for a schema of so many parts. What judging costs is at worst the parts of the schema times those of the value; where that is much, V8 is asked to
 * end it, as it ends a script.
 */
export declare function createDeadline(parts: number): Deadline;
/** How many parts a plain value has, itself included; functions, which stand for a part, as one. */
export declare function partsOf(value: unknown): number;
