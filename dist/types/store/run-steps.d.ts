import type { StepRunner } from '../plan/step-runner.js';
/**
 * A runner that loads migrations as modules of this very process. It does not stop a step that never ends, nor one that means harm: that is what the sandbox
 * is for.
 */
export declare function createStepRunner(): StepRunner;
