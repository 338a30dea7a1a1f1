import type { Digest } from '../../model/digest.js';
import type { FsOps } from '../fs-ops.js';
import { type ProjectStore } from '../project-store.js';
/** The end of the chain as it was after the last append, kept outside the file, so that a cut at its end is seen. */
export interface AuditHead {
    readonly version: 1;
    /** The number of lines in the whole chain. */
    readonly count: number;
    /** The hash of the last one. */
    readonly hash: Digest;
    /** The size of `audit.jsonl` in bytes. */
    readonly size: number;
    /** The boot of the machine in which it was written: it is not synced, and a power cut may leave it behind. `null` where the system does not tell. */
    readonly boot: string | null;
}
export type FoundHead = {
    readonly kind: 'head';
    readonly head: AuditHead;
} | {
    readonly kind: 'absent' | 'unreadable';
};
export declare function readHead(fs: FsOps, store: ProjectStore): FoundHead;
export declare function renderHead({ count, hash, size, boot }: AuditHead): Uint8Array;
/** Writes the head over the one that is there, without a sync. Throws `WRITE_FAILED`. */
export declare function writeHead(fs: FsOps, store: ProjectStore, head: AuditHead): void;
