import type { VersionSchema } from '../../registry/version-schema.js';
import type { Base } from '../../store/base/base.js';
import type { BaseEntry } from '../../store/base/tree-listing.js';
import type { Judgement } from '../judgement.js';
import type { Workbench } from '../workbench.js';
/** What holding a file against its base takes. */
export interface Sight {
    readonly bench: Workbench;
    readonly base: Base;
    /** By the path of a file: what it was under its old name. */
    readonly renamed: ReadonlyMap<string, BaseEntry>;
    /** The schemas of a kind, as the base has them, of those versions that were edited since. */
    readonly editedOf: (kindName: string) => Promise<ReadonlyMap<string, VersionSchema>>;
}
/**
 * The judgement, and what differs from the base besides. A file whose bytes and mode are what they were is not looked at again; of any other the base's
 * content is read and parsed like any state file.
 */
export declare function compared(judgement: Judgement, sight: Sight): Promise<Judgement>;
/** The schemas at these places of the base, compiled; one that cannot be is left out: nobody was judged by it. */
export declare function compiledSchemas(edited: ReadonlyMap<string, string>, compile: (version: string, path: string) => Promise<VersionSchema>): Promise<ReadonlyMap<string, VersionSchema>>;
