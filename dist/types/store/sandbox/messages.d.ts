import type { Value } from '../../model/value.js';
import type { StepResult } from '../../plan/step-runner.js';
import type { Direction, JudgedStep } from '../judge-step.js';
/** A module of a migration, as text: the child reads no file. */
export interface ModuleSource {
    readonly url: string;
    /** JavaScript. */
    readonly source: string;
    /** What each of its imports names → the address of that module. */
    readonly imports: ReadonlyMap<string, string>;
}
/** What the child is asked. */
export type SandboxRequest = 
/** To take the types out of TypeScript; `stripper` is the path of the program that does it where Node itself does not. */
{
    readonly kind: 'strip';
    readonly text: string;
    readonly stripper: string | undefined;
}
/** The first module is the step. */
 | {
    readonly kind: 'load';
    readonly modules: readonly ModuleSource[];
}
/** A step that was loaded, by its address. */
 | {
    readonly kind: 'run';
    readonly url: string;
    readonly step: JudgedStep;
    readonly direction: Direction;
    readonly value: Value;
};
/** What it answers. */
export type SandboxAnswer = {
    readonly kind: 'ready';
} | {
    readonly kind: 'stripped';
    readonly text: string;
} | {
    readonly kind: 'loaded';
}
/** `reason` is a clause about the step. */
 | {
    readonly kind: 'refused';
    readonly reason: string;
} | {
    readonly kind: 'result';
    readonly result: StepResult;
};
