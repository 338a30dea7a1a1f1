import type { ChangeOptions, Run, RunContext } from './run.js';
/** Brings files back to health by the gentlest means: mode bits, a checksum that only waits to be put in place, else the best healthy backup, brought forward. */
export declare function repair(options: ChangeOptions, context: RunContext): Run;
