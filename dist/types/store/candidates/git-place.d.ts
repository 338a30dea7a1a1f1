import type { GitPlace } from '../git/objects.js';
import type { CandidateSearch } from './candidate.js';
/** A state file as git is asked about it. */
export interface GitFile extends GitPlace {
    /** The names that it may have in git, relative to the directory, with `/`; the first is its name on the disk. */
    readonly paths: readonly [string, ...string[]];
    /** Its path from the top of the work tree, as reports show it; from the directory where no top is seen. */
    readonly shown: string;
}
/** From the nearest directory of the file that is there, since the file, and its directory too, may be gone. */
export declare function gitFileOf({ fs, path, environment, signal }: CandidateSearch): GitFile;
/** The directory of a path in git, and its name in there. */
export declare function splitPath(path: string): {
    readonly directory: string;
    readonly name: string;
};
