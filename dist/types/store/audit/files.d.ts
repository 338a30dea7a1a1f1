import type { AuditFault } from '../../model/audit.js';
import type { FsOps } from '../fs-ops.js';
import { type ProjectStore } from '../project-store.js';
import { type BytesAtPath } from '../read-bytes.js';
/** One line feed's worth of an audit file. `isWhole` is false for bytes after the last line feed. */
export interface AuditPiece {
    readonly file: string;
    /** From 1. */
    readonly line: number;
    /** Without the line feed. */
    readonly bytes: Uint8Array;
    /** Where it begins in its file. */
    readonly start: number;
    readonly isWhole: boolean;
    /** False in files that were rotated: nobody appends to those. */
    readonly isCurrent: boolean;
}
/** A file that grew large and was put aside whole, `audit-<first>-<last>.jsonl` by the lines in it. */
export interface RotatedFile {
    readonly path: string;
    readonly first: number;
    readonly last: number;
}
export declare function rotatedPath({ directory }: ProjectStore, first: number, last: number): string;
/** The rotated files, oldest first. Throws what the operating system throws, but for a directory that is not there. */
export declare function listRotated(fs: FsOps, { directory }: ProjectStore): readonly RotatedFile[];
/** The bytes of an audit file. */
export declare function readAuditFile(fs: FsOps, path: string): BytesAtPath;
/** Every line of every file, oldest first, one file in memory at a time; in place of a file that cannot be read, a fault. */
export declare function piecesOf(fs: FsOps, store: ProjectStore): Generator<AuditPiece | AuditFault>;
/** The lines of one file. */
export declare function piecesIn(bytes: Uint8Array, file: string, isCurrent: boolean): Generator<AuditPiece>;
