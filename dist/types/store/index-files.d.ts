import type { RawFile, UnreadFile } from '../model/state-file.js';
import { type WorkTree } from './git/work-tree.js';
/** The regular files of the index, and how they stand to the newest commit and to the work tree. Paths are absolute. */
export interface IndexFiles {
    /** All of them; files in conflict as far as the work tree has them. */
    readonly paths: readonly string[];
    /** By name in git: those that a commit would add or change, and those in conflict. */
    readonly staged: ReadonlySet<string>;
    /** The same, and what a commit would take away. */
    readonly touched: ReadonlySet<string>;
    /** True where git holds three versions of a file, and none that could be committed. */
    isUnmerged(path: string): boolean;
    /** False where the work tree has another content of the file than the index, as git compares them, or none. */
    isSameInTree(path: string): boolean;
    /** The content that would be committed; `undefined` where the index has none. */
    read(path: string, limit: number): Promise<RawFile | UnreadFile | undefined>;
    /** The digest that a checksum file in the index records. */
    recordedIn(path: string): Promise<string | undefined>;
}
/** Reads what the index lists; the contents are read when they are asked for, by one git. Throws `USAGE` where git cannot say. */
export declare function openIndexFiles(workTree: WorkTree, option: string, signal: AbortSignal): Promise<IndexFiles>;
