import type { Format } from '../../formats/format.js';
import type { Remains } from '../../formats/remains/remains.js';
import type { Digest, StateFile } from '../../model/state-file.js';
import type { Value } from '../../model/value.js';
import type { RegisteredKind } from '../../store/load-registry.js';
import type { Judgement } from '../judgement.js';
/** What is still known of a broken file: all that its candidates are held against. */
export interface Evidence {
    readonly loaded: RegisteredKind;
    readonly format: Format;
    /** The name of the state file without its extensions. */
    readonly name: string;
    readonly remains: Remains | undefined;
    /** True where a person may have written what stands there: it can be read, and not a single bit alone makes it differ from what was sealed. */
    readonly isReadable: boolean;
    /** The checksum that was last recorded for it, in it or beside it, where that can still be read. */
    readonly recorded: Digest | undefined;
    /** What it says of its lineage; `undefined` where its kind names none, or it does not say. */
    readonly lineage: Value | undefined;
    /** Its version, where it can still be read. */
    readonly version: Value | undefined;
    versionOf(file: StateFile): string | null;
}
export declare function evidenceOf(judgement: Omit<Judgement, 'diagnosis'>): Evidence;
