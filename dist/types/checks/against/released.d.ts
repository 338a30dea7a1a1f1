import type { Finding } from '../../model/finding.js';
import type { RawFile, StateFile } from '../../model/state-file.js';
/** A file of the registry that the base has, with what stands in its place. */
export interface ReleasedFile {
    /** The revision, as it was named. */
    readonly base: string;
    readonly version: string;
    /** Of a migration nothing but the text is known. */
    readonly before: StateFile | RawFile;
    /** `undefined` where nothing of that version is left. */
    readonly found: StateFile | RawFile | undefined;
}
/** A schema that is released means what it meant. One that nobody could read at the base was never in use. */
export declare function releasedSchema({ base, version, before, found }: ReleasedFile): readonly Finding[];
/** A migration that is released stays as it is, but for its line endings and what blanks end a line: what its words do, only running them would tell. */
export declare function releasedMigration({ base, version, before, found }: ReleasedFile): readonly Finding[];
