import type { StepRunner } from '../plan/step-runner.js';
/**
 * A runner that loads migrations as modules of this very process and judges what they do: a step that throws, is asynchronous, returns nothing, changes its
 * input or returns what no document can hold has failed, with the reason and the place. It does not stop a step that never ends, nor one that means harm.
 */
export declare function createStepRunner(): StepRunner;
