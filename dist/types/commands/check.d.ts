import type { CheckOptions, Run, RunContext } from './run.js';
/** Verifies files. It changes nothing, takes no lock, and runs no code of the repository: migrations are known by name alone. */
export declare function check(options: CheckOptions, context: RunContext): Run;
