import { StatefixError } from '../../model/errors.js';
import type { HolderVerdict } from './holder.js';
import type { FoundLock } from './record.js';
/** Who holds a lock, as it can be told; `pid` 0 where nobody is named. */
export interface ToldHolder {
    readonly pid: number;
    readonly hostname: string;
    readonly since: string;
}
export declare function whoHolds(found: FoundLock): ToldHolder;
/** The error for a lock that another call of this process holds. */
export declare function lockedHere(path: string): StatefixError;
/** The error for a lock that was waited for in vain. */
export declare function lockedBy(path: string, found: FoundLock, verdict: HolderVerdict): StatefixError;
/** The error for a reader that did not end in time. */
export declare function readBy(path: string, found: FoundLock, verdict: HolderVerdict): StatefixError;
/** The error for a lock that somebody took over while we held it. */
export declare function lostLock(path: string): StatefixError;
/** The error for a shared lock that somebody took for left behind while we read under it. */
export declare function lostSharedLock(path: string): StatefixError;
/** `pid 7 on host since 2026-11-21T…`, in characters that a terminal does not obey. */
export declare function processOf(found: FoundLock): string;
