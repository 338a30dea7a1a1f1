import { type ProjectStore } from '../project-store.js';
import type { WriterSession } from '../session.js';
/** Locks, staging directories and temp files that dead writers left in the directories of the store itself. */
export declare function clearStore(session: WriterSession, store: ProjectStore): Promise<void>;
/**
 * Content that the journal holds for a change whose record is gone, as a power cut may leave it: where the audit knows the change, it goes to the backups;
 * where not, it was never replaced, and one of its names too many goes. What has no other name stays.
 * Throws `WRITE_FAILED` (`read`) where the audit cannot be read.
 */
export declare function clearOrphans(session: WriterSession, store: ProjectStore): void;
