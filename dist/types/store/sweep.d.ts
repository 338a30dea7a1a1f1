import { parseChecksumFile } from '../formats/checksum-file.js';
import type { FsOps } from './fs-ops.js';
import type { HeldLock } from './lock/acquire.js';
import type { WriterSession } from './session.js';
import { type Unseen } from './traces.js';
/**
 * Clears the directory of a locked file of what dead writers left there, once a session; first of all puts the checksum file in its place that one of them
 * had staged for this very file. A checksum staged for another file that still waits for it stays, and with it its directory: it is for the next change
 * of that file. `spared` are staging directories, by the start of their names, that the journal still counts on. Throws `WRITE_FAILED` where that checksum cannot be put in its place; what cannot be removed is left for later.
 */
export declare function sweep(session: WriterSession, path: string, lock: HeldLock, spared?: ReadonlySet<string>): void;
/** The digest that a checksum file records; `undefined` where there is none to be read. `unseen` is told where the system refused to read it. */
export declare function recordedIn(fs: FsOps, path: string, unseen?: Unseen): ReturnType<typeof parseChecksumFile>;
