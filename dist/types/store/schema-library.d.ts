import type { SchemaLibrary, SchemaSource } from '../registry/validator.js';
import type { FsOps } from './fs-ops.js';
/** Where a library may read. */
export interface LibraryPlaces {
    readonly fs: FsOps;
    /** Absolute: paths of schemas are shown relative to it. */
    readonly cwd: string;
    /** Absolute directories inside which a `$ref` by file stays, links included. */
    readonly roots: readonly string[];
    /** Absolute files and directories (`--ref`) whose schemas may be meant by their `$id`, besides those of `roots`. */
    readonly refs: readonly string[];
}
/** A library of schemas on disk: reading is asynchronous, answering is not, so a schema is loaded with all that it refers to. */
export interface FileLibrary extends SchemaLibrary {
    /** The schema at an absolute path, and everything that its `$ref`s may reach. Throws `REGISTRY_INVALID` for one that is not there or not a document. */
    load(path: string): Promise<SchemaSource>;
}
/**
 * Schemas by file and by `$id`. Nothing outside `roots` and `refs` is read, nothing is fetched. What can only be meant by an `$id` makes it read
 * every schema of its places, once.
 */
export declare function createLibrary({ fs, cwd, roots, refs }: LibraryPlaces): FileLibrary;
