import type { Git } from '../store/git.js';
import type { StoreLog } from '../store/log.js';
/** Told what a change left beside a file, says once a run when git does not ignore it. Git is asked about the first change alone. */
export declare function createIgnoreWatch(git: () => Promise<Git>, log: StoreLog): (left: readonly string[]) => Promise<void>;
