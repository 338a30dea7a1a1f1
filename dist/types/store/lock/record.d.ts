import type { FsOps } from '../fs-ops.js';
import { type HolderVerdict, type ProcessFacts } from './holder.js';
/** What a lock file says of the run that holds it; one shape for locks, claims and waiters. */
export interface LockRecord {
    readonly version: string;
    /** Names one instance of a lock; never used again. */
    readonly lockId: string;
    readonly metadata: ProcessFacts;
    /** ISO 8601, by the holder's clock: for people, never for a decision. */
    readonly timing: {
        readonly acquiredAt: string;
        readonly renewedAt: string;
        readonly expiresAt: string;
    };
    readonly operation: {
        readonly type: string;
        readonly name: string;
    };
    readonly tool: string;
}
/** A lock file as found. `foreign`: not ours, or not to be understood; it is respected, and never certainly dead. */
export type FoundLock = {
    readonly kind: 'record';
    readonly record: LockRecord;
} | {
    readonly kind: 'foreign';
    readonly pid: number;
    readonly hostname: string;
    readonly since: string;
    readonly lockId: string | undefined;
} | {
    readonly kind: 'unreadable';
    readonly errno: string;
} | {
    readonly kind: 'absent';
};
export declare function renderLock(record: LockRecord): Uint8Array;
/** Reads a lock file without trusting it: at most 64 KiB, every member checked. Never throws for what stands there. */
export declare function readLock(fs: FsOps, path: string): FoundLock;
export declare function parseLock(text: string): FoundLock;
export declare function abandon(lockId: string): void;
/** What is known of the run behind a record. */
export declare function verdictOn(fs: FsOps, record: LockRecord, self: ProcessFacts): HolderVerdict;
/** True where nobody stands behind that record any more, for certain. */
export declare function isDeadRecord(fs: FsOps, record: LockRecord, self: ProcessFacts): boolean;
/** The id of the instance that a lock file is; `undefined` where it has none. */
export declare function lockIdOf(found: FoundLock): string | undefined;
