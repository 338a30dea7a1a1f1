import type { Origin, RawFile, UnreadFile } from '../model/state-file.js';
import type { FsOps } from './fs-ops.js';
import { type Links } from './read-bytes.js';
/**
 * Reads a state file, or says why there is nothing to read. A path at which nothing stands gives the fault `FILE_MISSING` with errno `ENOENT` and
 * no remains: whether it is one is for the caller to say. Never throws for what stands at the path, never blocks on a FIFO, never reads a file that is
 * larger than `maxSize` bytes. It takes no lock: a replace by rename is seen whole, a writer that truncates in place may be seen half done.
 */
export declare function readRaw(fs: FsOps, origin: Origin, maxSize: number, links?: Links): RawFile | UnreadFile;
