import type { ListedFiles } from '../../store/listed-files.js';
import type { SelectedFile } from '../../store/select-files.js';
import type { Purpose } from '../kinds-of-run.js';
import type { CheckOptions, RunContext, Selection } from '../run.js';
import type { Yardsticks } from './affected-kinds.js';
import type { StagedFiles } from './staged-files.js';
/** Which part of the files a run is about, and where their contents are. */
export interface Part {
    /** The files to choose from, where they are not those of the disk. */
    readonly listed: ListedFiles | undefined;
    /** Where contents are taken from, where it is not the disk alone. */
    readonly staged: StagedFiles | undefined;
    /** True where the run is about what changed: nothing may have. */
    readonly mayBeNone: boolean;
    /**
     * Of the files those that changed, and all of a kind whose schemas, migrations or config did. Throws `USAGE` for a file that was named and is outside of
     * the repository.
     */
    narrow(targets: readonly SelectedFile[]): readonly SelectedFile[];
    /** Of files that once were there those that a change took away. */
    narrowGone(targets: readonly SelectedFile[]): readonly SelectedFile[];
    /** Of files those that are for this one of several runs. */
    ofShard(targets: readonly SelectedFile[]): Promise<readonly SelectedFile[]>;
}
/** Asks git what changed, where the options want to know; `by` is what the files are judged by. Throws `USAGE` where it cannot say, and for standard input, of which it knows nothing. */
export declare function openPart(selection: Selection, by: Yardsticks, context: RunContext, purpose: Purpose): Promise<Part>;
/** The schemas that the command line names, absolute: by them every file is judged. */
export declare function schemasNamed(selection: Selection | CheckOptions, cwd: string): readonly string[];
