import type { RepairOptions, Run, RunContext } from './run.js';
/**
 * Brings files back to health by the gentlest means: mode bits, a checksum that only waits to be put in place, else the best healthy state that can be had,
 * brought forward. Healthy files are left alone, whatever the options name.
 */
export declare function repair(options: RepairOptions, context: RunContext): Run;
