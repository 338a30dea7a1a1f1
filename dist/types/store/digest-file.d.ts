import type { Digest, FileStat } from '../model/state-file.js';
import { type FsOps } from './fs-ops.js';
/** The digest of a regular file and its facts, all of one open descriptor. */
export type DigestedFile = {
    readonly kind: 'file';
    readonly digest: Digest;
    readonly stat: FileStat;
} | {
    readonly kind: 'other';
    readonly what: string;
};
/** Reads a file once, in pieces, so that its size costs no memory. Throws what the operating system throws, `ENOENT` included. */
export declare function digestFile(fs: FsOps, path: string): DigestedFile;
