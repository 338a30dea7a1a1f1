import type { MigrateOptions, Run, RunContext } from './run.js';
/**
 * Brings healthy files to the current version of their kind, or to `--to`. A file with any finding of severity error is left alone: migrating it
 * would seal the damage.
 */
export declare function migrate(options: MigrateOptions, context: RunContext): Run;
