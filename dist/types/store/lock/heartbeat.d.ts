import { type FsOps } from '../fs-ops.js';
import type { StoreLog } from '../log.js';
/**
 * Renews the time in our lock files while we hold them, so that those who cannot ask for our process see that it lives. A run that is shorter than a tenth of
 * the threshold renews nothing and opens nothing. It writes through one descriptor, opened on a file whose content was found to be our own instance: whoever
 * broke our lock meanwhile has a file of his own, which is never touched.
 */
export declare class Heartbeat {
    #private;
    constructor(fs: FsOps, now: () => Date, log: StoreLog);
    /** Keeps that file fresh until the function given is called, for those who take it for left behind after `stale` milliseconds. */
    keep(file: string, lockId: string, stale: number): () => void;
}
