import type { Staging, WriterSession } from '../session.js';
/**
 * How a lock file came to be: as one more link to the private file of its run, or as a file of its own. `unsigned`: our private file is gone; somebody
 * took the staging directory away.
 */
export type Placed = 'linked' | 'created' | 'exists' | 'unsigned';
/** Makes a lock file appear, complete. Throws what the operating system refuses. */
export declare function placeRecord(session: WriterSession, staging: Staging, to: string): Placed;
export declare function createRecord(session: WriterSession, to: string, staging: Staging): 'created' | 'exists';
