import { type LoggedChange } from './log-reader.js';
import type { GitPlace } from './objects.js';
/** What a history is walked by. */
export interface HistorySearch extends Pick<GitPlace, 'program' | 'directory' | 'signal'> {
    /** The full id of the newest commit. */
    readonly tip: string;
    /** Relative to the directory, with `/`. */
    readonly path: string;
    /** Takes a clause that says why the walk ended before its end. */
    readonly note: (clause: string) => void;
}
/**
 * The changes that gave a file its contents, the newest first by the clock of each commit, while git still walks. A merge counts where its
 * content is that of no parent. Renames are followed. Git follows them along one line only, so after that comes what all the names that
 * were met held anywhere, much of it for the second time. What stood at a name as a link, a directory or a submodule is passed over.
 */
export declare function changesOf(search: HistorySearch): AsyncGenerator<LoggedChange>;
