import type { FsOps } from '../../store/fs-ops.js';
import type { SelectedFile } from '../../store/select-files.js';
import type { Shard } from '../run.js';
/** A file and its size in bytes. */
export interface Weighed<File> {
    readonly file: File;
    readonly name: string;
    readonly size: number;
}
/**
 * One of `count` parts of the files, the first being 1, in the order in which they were given. Each file is in exactly one of the parts, the parts are
 * about equally large, and which file is in which follows from names and sizes alone.
 */
export declare function shardOf<File>(files: readonly Weighed<File>[], { index, count }: Shard): readonly File[];
/** A part of the files of a run. What cannot be looked at counts as empty. Throws `USAGE` for standard input, which is one document. */
export declare function shardOfTargets(targets: readonly SelectedFile[], shard: Shard, fs: Pick<FsOps, 'lstat'>): readonly SelectedFile[];
