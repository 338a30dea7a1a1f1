import { StatefixError } from '../model/errors.js';
import type { CommandName } from '../model/report.js';
import type { SelectedFile } from '../store/select-files.js';
import { type Planner, type Proof } from './plan-file.js';
import type { ChangeOptions, Run, RunContext } from './run.js';
import { type Workbench } from './workbench.js';
/** How often a plan is made for a file that changes underneath, before the run gives up on it. */
export declare const MAX_ATTEMPTS = 3;
/** What a command does to files. */
export interface Change {
    readonly command: CommandName;
    readonly planner: Planner;
    /** `healthy` where it is not said. */
    readonly proof?: Proof;
    /** Files that change together or not at all; each alone where it is not said. */
    readonly sets?: (targets: readonly SelectedFile[], bench: Workbench) => readonly (readonly SelectedFile[])[];
}
/**
 * The line that every changing command goes: read, judge, plan, predict and judge again, then lock, re-read and apply. In `plan` mode it ends before
 * the lock and leaves no trace. Each file stands alone, unless the command makes sets of them: one that cannot be acted on is reported, and the next is
 * taken up. What an interrupted run of the same project has begun is finished first.
 */
export declare function change(what: Change, options: ChangeOptions, context: RunContext): Run;
/** The error, where it is about files; what is wrong with the whole run, or with statefix itself, goes on upwards. */
export declare function failureOfFile(error: unknown): StatefixError;
