import type { RawFile, StateFile, UnreadFile } from '../../model/state-file.js';
import type { Base } from '../../store/base/base.js';
import type { FsOps } from '../../store/fs-ops.js';
import type { Registry } from '../../store/load-registry.js';
/** No schema and no migration is larger. */
export declare const MAX_BYTES: number;
/** What comparing a registry takes. */
export interface RegistrySight {
    readonly fs: FsOps;
    readonly cwd: string;
    readonly registry: Registry;
    readonly base: Base;
    /** The commit as files. */
    readonly tree: FsOps;
    /** What was edited of the files of a registry that are of no version: looked for once, for all kinds. */
    readonly editedShared: Map<string, Promise<ReadonlyMap<string, EditedFile>>>;
}
/** A file as the base has it, and as it stands. */
export interface EditedFile {
    readonly before: StateFile;
    readonly found: StateFile;
}
/** A file of the registry as it stands. No link is followed, and nothing outside of the work tree is read: lines of it are shown. */
export declare function contentAt(fs: FsOps, path: string, base: Base): RawFile | UnreadFile;
/** It as a document, by the format that its name says. */
export declare function parsed(raw: RawFile | UnreadFile, name: string): Promise<StateFile>;
