import type { ChangeOptions, Run, RunContext } from './run.js';
/** Accepts a hand edit: where nothing but the checksum is wrong, writes checksum, serial and time of the last change anew. */
export declare function seal(options: ChangeOptions, context: RunContext): Run;
