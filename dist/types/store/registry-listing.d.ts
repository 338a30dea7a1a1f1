import type { DirectoryListing } from '../registry/named-files.js';
import type { FsOps } from './fs-ops.js';
/** The files of one kind's directory, sorted; none where it is not there, but a directory whose name is near. */
export declare function filesOf(fs: FsOps, directory: string, cwd: string): DirectoryListing;
/** The names of the directories in a directory, links to directories included; `undefined` where it is not there. */
export declare function kindsIn(fs: FsOps, directory: string): readonly string[] | undefined;
/** The entries of a directory, `undefined` where it is not there. Throws `REGISTRY_INVALID` where it cannot be listed. */
export declare function list(fs: FsOps, directory: string): ReturnType<FsOps['readdir']> | undefined;
