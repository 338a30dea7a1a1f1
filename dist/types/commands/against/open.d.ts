import type { SelectedFile } from '../../store/select-files.js';
import type { Judgement } from '../judgement.js';
import type { CheckOptions, JudgedFile, RunContext } from '../run.js';
import { type Workbench } from '../workbench.js';
/** A check that holds everything against an earlier revision. */
export interface Against {
    readonly bench: Workbench;
    /** What is to be said of paths that come before this one in the order of reports, each once; without one, of all that are left. */
    remarksBefore(path?: string): AsyncIterable<JudgedFile>;
    /** True for a file of a kind that cannot be used, which is told, and for one that is gone. */
    isPassedOver(target: SelectedFile): boolean;
    compared(judgement: Judgement): Promise<Judgement>;
    close(): Promise<void>;
}
/**
 * Opens the run and the revision. Throws `USAGE` for a revision that git does not know, and all that opening a run throws, but for two things: versions
 * that more than one file is for are a finding here, and that no file is left is an answer where the revision has some. In a shallow clone that lacks the
 * revision nothing is compared, and the log says so.
 */
export declare function openAgainst(ref: string, options: CheckOptions, context: RunContext): Promise<Against>;
