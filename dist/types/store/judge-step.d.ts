import { type Value } from '../model/value.js';
import type { StepResult } from '../plan/step-runner.js';
import type { MigrationStep } from '../registry/kind.js';
export type Direction = 'up' | 'down';
/** A step, as far as the judgement of it says something of it. */
export type JudgedStep = Pick<MigrationStep, 'path' | 'from' | 'to'>;
/** A step whose module is loaded. */
export interface StepModule {
    readonly step: JudgedStep;
    readonly exports: Readonly<Record<string, unknown>>;
}
/** The world that the code of a step lives in. */
export interface StepRealm {
    /** A deep copy with the prototypes of that world. */
    readonly copy: (value: Value) => Value;
    /** Calls a function of the step, and gives back what it gives or throws. */
    readonly call: (run: (state: Value) => unknown, state: Value) => unknown;
    /** Takes a promise that nobody will wait for. */
    readonly abandon: (promise: PromiseLike<unknown>) => void;
    /** What there is to say of an error that this world alone explains; `''` where nothing. */
    readonly adviceOn: (name: string, message: string) => string;
}
/**
 * Runs one step on one value, and judges what it does: a step that throws, is asynchronous, returns nothing, changes its input or returns what no document
 * can hold has failed, with the reason and the place. It may live in another world than this code: nothing is told by the identity of a prototype. Never throws for what
 * a step does.
 */
export declare function judgeStep({ step, exports }: StepModule, direction: Direction, value: Value, realm: StepRealm): StepResult;
