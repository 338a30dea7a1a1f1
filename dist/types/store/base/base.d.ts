import type { RawFile, UnreadFile } from '../../model/state-file.js';
import type { FsOps } from '../fs-ops.js';
import { type Environment } from '../git/program.js';
import type { Revision } from './revision.js';
import { type BaseEntry } from './tree-listing.js';
/** A commit that files are held against. Paths are absolute, as the run sees them. */
export interface Base {
    /** As it was named. */
    readonly shown: string;
    /** What the commit has at that path; links in its directories are followed as they are on the disk. */
    at(path: string): BaseEntry | undefined;
    /** The same for a path of its own tree, by the name alone. */
    named(path: string): BaseEntry | undefined;
    /** What the commit has under another name, that git takes for this file, where that name is gone. */
    renamedTo(path: string): BaseEntry | undefined;
    /** True for a path in the work tree, links in its directories followed. */
    isInside(path: string): boolean;
    /** Where the run sees a file of the commit. */
    pathOf(entry: BaseEntry): string;
    /** The id that git would give these bytes. */
    idOf(bytes: Uint8Array): string;
    /** The mode that the index has for it; `undefined` where it is not there. */
    stagedMode(path: string): string | undefined;
    /** Never throws for what the repository holds. */
    read(entry: BaseEntry, limit: number): Promise<RawFile | UnreadFile>;
    /** The commit as files; of those in `directories` the contents can be read, as far as they are not too many. */
    files(directories?: readonly string[]): Promise<FsOps>;
    /** Ends git. */
    close(): Promise<void>;
}
/** What opening a base takes. */
export interface BaseSource {
    readonly fs: FsOps;
    readonly environment: Environment;
    readonly cwd: string;
    readonly signal: AbortSignal;
    readonly revision: Revision;
}
/**
 * Opens a commit: git is started once to list it, and once for all contents that are asked for; modes and renames are asked only where they may matter.
 * Nothing of the repository is run, nothing is fetched.
 */
export declare function openBase({ fs, environment, cwd, signal, revision }: BaseSource): Base;
