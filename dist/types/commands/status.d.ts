import type { Run, RunContext, Selection } from './run.js';
/** Version, target and pending steps of every file; of what is wrong with a file only that which keeps its version from being read. */
export declare function status(options: Selection, context: RunContext): Run;
