import type { Origins } from '../model/origins.js';
import type { Pointer } from '../model/pointer.js';
import type { Value } from '../model/value.js';
import type { MigrationStep } from '../registry/kind.js';
/** What one migration did to one document. Values and origins are plain data: a child process can send them. */
export type StepResult = {
    readonly kind: 'done';
    readonly value: Value;
    readonly origins: Origins;
    /** Pointers into the input that the step declares as thrown away; a `*` token stands for any one token. */
    readonly drops: readonly Pointer[];
} | {
    readonly kind: 'failed';
    readonly reason: string;
    readonly pointer?: Pointer;
    /** It was run twice on equal input, and the results differ. */
    readonly isNondeterministic?: true;
};
/**
 * Runs one step on one document. Running a step is an effect: planning receives this, and the one that loads and runs modules
 * lives in the store. Never throws for what a step does.
 */
export type StepRunner = (step: MigrationStep, direction: 'up' | 'down', value: Value) => Promise<StepResult>;
