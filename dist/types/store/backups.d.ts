import type { Plan } from '../model/plan.js';
import type { FileStat } from '../model/state-file.js';
import type { Staging, WriterSession } from './session.js';
/** Where the content that a replace takes away is kept, before it is taken away. */
export interface KeptCopies {
    readonly paths: readonly string[];
    /** For a replace that fails after all: what was there before comes back. Gives what could not be undone to the session. */
    undo(): void;
    /** After the commit: takes from the copies the permission bits that a backup may not have. Throws what the operating system throws. */
    restrict(): void;
}
/**
 * Keeps the old content as the plan says: one more name for the same file, put in place by a rename, so that at no instant the target or a backup is
 * missing or half there; a complete copy where links do not work. Throws `WRITE_FAILED` (`backup`), with everything as it was before.
 */
export declare function keepOld(session: WriterSession, path: string, old: FileStat, plan: Plan, staging: Staging): KeptCopies;
